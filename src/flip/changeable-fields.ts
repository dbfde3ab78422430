const fixedFields = new Set(["id", "created_at", "updated_at"]);

/** Whether a field of a factory or profile may be assigned. */
export function isChangeable(field: string): boolean {
  return !fixedFields.has(field);
}

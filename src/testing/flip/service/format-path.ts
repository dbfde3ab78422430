/** What the tokens of a path template stand for, without their colons. */
export type PathTokens = Readonly<
  Record<"id" | "video_id" | "original" | "date" | "profile" | "type" | "resolution", string>
>;

/** Fills a template such as `:video_id/:profile/:id` in. What is no token stays. */
export function formatPath(template: string, tokens: PathTokens): string {
  return template.replace(/:([a-z]+(?:_id)?)/g, (token, name: string) =>
    Object.hasOwn(tokens, name) ? tokens[name as keyof PathTokens] : token,
  );
}

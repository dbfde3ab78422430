/**
 * Everything of every service.
 *
 * @module
 */
export * from "./flip/index.ts";

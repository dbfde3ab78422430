/** Name of an API that can be mocked, tried and listened to. */
export type ApiName = "flip" | "pili";

/** How Flip refuses what it does not know. */
export const notFound: readonly number[] = [404];

/** How it refuses what it does not understand. */
export const badRequest: readonly number[] = [400];

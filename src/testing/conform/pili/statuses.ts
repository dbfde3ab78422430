/** How Pili refuses an unknown stream: 612 is what version 2 says. */
export const notFound: readonly number[] = [404, 612];

/** How it refuses what it does not understand. */
export const badRequest: readonly number[] = [400];

/** How it says that there is no recording, by age of the server. */
export const nothingRecorded: readonly number[] = [619, 404, 400];

/** Every status of a success. */
export const anySuccess: readonly number[] = [200, 201, 202, 204];

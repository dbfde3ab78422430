/**
 * How long things take, in milliseconds of the mock's clock: much less than at the service, so that
 * one can wait for it.
 */
export const importMs = 2000;

/** How long an encoding waits that is made, or tried again, when its video is there already. */
export const queueMs = 1000;

/** From one report of an encoding's progress to the next. The service takes about 10 seconds. */
export const progressMs = 1000;

/** Percent that an encoding gains from one report to the next: it takes five of them. */
export const progressStep = 20;

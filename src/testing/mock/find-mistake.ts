/** Data that a client may have signed instead of the correct data. */
interface Guess<Draft> {
  /** Description that can end a sentence: `the host was signed with its port`. */
  readonly mistake: string;
  readonly draft: Draft;
}

/** A common mistake of signers. Returns the drafts that result from it, none if it has no effect. */
export type Mistake<Draft> = (draft: Draft) => readonly Guess<Draft>[];

/** Creates a mistake that changes one part of a draft to one of several values. */
type CreateMistake<Draft> = <Part extends keyof Draft>(
  part: Part,
  mistake: string,
  change: (value: Draft[Part], draft: Draft) => readonly Draft[Part][],
) => Mistake<Draft>;

/** Returns the function that creates mistakes in drafts of one type. */
export function mistakesIn<Draft>(): CreateMistake<Draft> {
  return (part, mistake, change) => (draft) =>
    change(draft[part], draft)
      .filter((value) => value !== draft[part])
      .map((value) => ({ mistake, draft: { ...draft, [part]: value } }));
}

/** Returns a secret key with the white space that is easily copied with it. */
export function withWhiteSpace(secretKey: string): string[] {
  return [`${secretKey} `, ` ${secretKey}`, `${secretKey}\n`, `${secretKey}\r\n`];
}

/**
 * Finds the mistake, or the two mistakes, that explain a wrong signature.
 *
 * @param draft - The correct data.
 * @param mistakes - In the order in which two of them are combined.
 * @param isSigned - Returns whether the signature is that of a draft.
 */
export function findMistake<Draft>(
  draft: Draft,
  mistakes: readonly Mistake<Draft>[],
  isSigned: (draft: Draft) => boolean,
): string | undefined {
  const guesses = guess(draft, mistakes);
  const single = guesses.find((first) => isSigned(first.draft));
  if (single !== undefined) return single.mistake;
  for (const first of guesses) {
    const second = guess(first.draft, first.later).find((both) => isSigned(both.draft));
    if (second !== undefined) return `${first.mistake}, and ${second.mistake}`;
  }
  return undefined;
}

function guess<Draft>(draft: Draft, mistakes: readonly Mistake<Draft>[]) {
  return mistakes.flatMap((mistake, index) =>
    mistake(draft).map((result) => ({ ...result, later: mistakes.slice(index + 1) })),
  );
}

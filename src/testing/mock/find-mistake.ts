/** What somebody may have signed in place of what they should have. */
export interface Guess<Draft> {
  /** The mistake, as the end of a sentence: `the host was signed with its port`. */
  readonly mistake: string;
  readonly draft: Draft;
}

/** A mistake that signers make, and what a draft becomes by it: nothing, where it does no harm. */
export type Mistake<Draft> = (draft: Draft) => readonly Guess<Draft>[];

/** A mistake by which one part of a draft may become any of some others. */
export function mistakeIn<Draft, Part extends keyof Draft>(
  part: Part,
  mistake: string,
  change: (value: Draft[Part], draft: Draft) => readonly Draft[Part][],
): Mistake<Draft> {
  return (draft) =>
    change(draft[part], draft)
      .filter((value) => value !== draft[part])
      .map((value) => ({ mistake, draft: { ...draft, [part]: value } }));
}

/**
 * Finds the mistake, or the two mistakes, that a signature was made with.
 *
 * @param draft - What should have been signed.
 * @param mistakes - In the order in which two of them are made.
 * @param isSigned - Whether the signature is that of a draft.
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
  return mistakes.flatMap((make, index) =>
    make(draft).map((made) => ({ ...made, later: mistakes.slice(index + 1) })),
  );
}

/**
 * Batch after batch of what is due, until a whole batch moves nothing: what can't be moved stays due, and would come again for ever.
 * Answers how many moved.
 */
export async function untilStill<T>(due: () => Promise<readonly T[]>, move: (one: T) => Promise<number>): Promise<number> {
  let moved = 0;
  for (;;) {
    let progress = 0;
    for (const one of await due()) progress += await move(one);
    moved += progress;
    if (progress === 0) return moved;
  }
}

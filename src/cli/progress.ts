/** What `start` shows while it works: a line per step with its time; on a terminal, a counter that stays on its line. */
export function progress(out: NodeJS.WriteStream = process.stdout) {
  let counting = false;
  const line = (text: string) => {
    if (counting) out.write('\r\x1b[2K');
    counting = false;
    out.write(`${text}\n`);
  };
  return {
    title: (text: string) => line(`\n${text}\n`),
    text: (lines: readonly string[]) => {
      for (const one of lines) line(one);
    },
    note: (text: string) => line(`  ${text}`),
    /** Shows the name when the work begins (terminals only) and the outcome with its time when it is done. */
    async step<T>(name: string, work: () => Promise<T>, outcome: string | ((result: T) => string)): Promise<T> {
      const began = performance.now();
      if (out.isTTY) {
        out.write(`  ${name.padEnd(10)} …`);
        counting = true;
      }
      const result = await work();
      line(
        `  ${name.padEnd(10)} ${typeof outcome === 'string' ? outcome : outcome(result)}  (${((performance.now() - began) / 1000).toFixed(1)} s)`,
      );
      return result;
    },
    /** A counter of that name; where nobody looks at it live, every tenth is enough. */
    count: (name: string) => (done: number, of: number) => {
      const text = `  ${name.padEnd(10)} ${done} of ${of}`;
      if (out.isTTY) {
        out.write(`\r\x1b[2K${text}`);
        counting = true;
      } else if (done % 10 === 0) line(text);
    },
  };
}

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
    async step<T>(name: string, work: () => Promise<T>, outcome: (result: T) => string): Promise<T> {
      const began = performance.now();
      if (out.isTTY) {
        out.write(`  ${name.padEnd(10)} …`);
        counting = true;
      }
      const result = await work();
      line(`  ${name.padEnd(10)} ${outcome(result)}  (${((performance.now() - began) / 1000).toFixed(1)} s)`);
      return result;
    },
    /** Where nobody looks at it live, every tenth is enough. */
    counter(name: string, done: number, of: number) {
      if (out.isTTY) {
        out.write(`\r\x1b[2K  ${name}: ${done} of ${of}`);
        counting = true;
        if (done === of) line(`  ${name}: ${done} of ${of}`);
      } else if (done % 10 === 0 || done === of) line(`  ${name}: ${done} of ${of}`);
    },
  };
}

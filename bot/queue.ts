/** Works that share a name run one after the other; all others run side by side. */
export type Queue = {
  /** Gives back what `work` gives, run once every earlier work with one of these names has ended, well or not. */
  run<T>(names: readonly string[], work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing runs or waits any more. */
  idle(): Promise<void>;
};

export function openQueue(): Queue {
  /** The last work in line for each name. It never rejects. */
  const last = new Map<string, Promise<void>>();
  return {
    run(names, work) {
      // All names are taken in one go, so that two works never wait for each other.
      const result = Promise.all(names.flatMap((name) => last.get(name) ?? [])).then(work);
      const leave = () => {
        for (const name of names) if (last.get(name) === ended) last.delete(name);
      };
      const ended: Promise<void> = result.then(leave, leave);
      for (const name of names) last.set(name, ended);
      return result;
    },
    async idle() {
      while (last.size > 0) await Promise.all(last.values());
    },
  };
}

/** Chances that are the same ones each time for the same seed. */
export interface Random {
  /** 0 to 1. */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  /** True with this probability. */
  happens(probability: number): boolean;
  /** One of the list. Throws for an empty one. */
  pick<One>(list: readonly One[]): One;
  /** So many different ones of the list, or all where there are fewer. */
  some<One>(list: readonly One[], count: number): readonly One[];
}

/** Numbers from 0 to 1, the same ones each time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Chances from a seed; `stream` tells several of one seed apart. */
export function createRandom(seed: number, stream = 0): Random {
  const next = seeded(Math.imul(seed, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b));
  const random: Random = {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    happens: (probability) => next() < probability,
    pick: (list) => {
      const found = list[Math.floor(next() * list.length)];
      if (found === undefined) throw new Error('there is nothing to pick from');
      return found;
    },
    some: (list, count) => {
      const left = [...list];
      const taken = [];
      while (taken.length < count && left.length > 0) {
        taken.push(...left.splice(Math.floor(next() * left.length), 1));
      }
      return taken;
    },
  };
  return random;
}

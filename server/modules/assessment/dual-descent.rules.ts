import type { SparseRows } from './sparse.rules.ts';

/** One side against the other, over some rows of a matrix. */
export interface Separation {
  readonly rows: SparseRows;
  /** Rows that are learnt from. */
  readonly picks: Int32Array;
  /** +1 or -1 of each row of the matrix. */
  readonly sides: Int8Array;
  /** What a miss costs, of each row of the matrix. */
  readonly costs: Float64Array;
  readonly columns: number;
}

/** Weight of each column, and of the constant that every row has. */
export interface Separator {
  readonly weights: Float64Array;
  readonly bias: number;
}

const MOST_ROUNDS = 60;
const TOLERANCE = 0.1;

/** Numbers that look drawn and are the same every time. */
export function createDraw(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) % below;
  };
}

function shuffle(order: Int32Array, size: number, draw: (below: number) => number): void {
  for (let at = size - 1; at > 0; at--) {
    const other = draw(at + 1);
    const kept = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = kept;
  }
}

function squaresOf({ rows, picks }: Separation): Float64Array {
  return Float64Array.from(picks, (row) => {
    let sum = 1;
    const end = rows.starts[row + 1] ?? 0;
    for (let at = rows.starts[row] ?? 0; at < end; at++) sum += (rows.values[at] ?? 0) ** 2;
    return sum;
  });
}

/** One round over all rows: answers how far the furthest row was from its optimum. */
type Step = (input: { at: number; margin: number }) => { change: number; miss: number };

function descend(task: Separation, step: Step): Separator {
  const { rows, picks, sides } = task;
  const { starts, columns, values } = rows;
  const weights = new Float64Array(task.columns);
  let bias = 0;
  const order = Int32Array.from(picks, (_, at) => at);
  const draw = createDraw(1);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    shuffle(order, order.length, draw);
    let furthest = 0;
    for (const at of order) {
      const row = picks[at] ?? 0;
      const from = starts[row] ?? 0;
      const end = starts[row + 1] ?? 0;
      let score = bias;
      for (let index = from; index < end; index++) score += (weights[columns[index] ?? 0] ?? 0) * (values[index] ?? 0);
      const side = sides[row] ?? 1;
      const { change, miss } = step({ at, margin: side * score });
      furthest = Math.max(furthest, miss);
      if (change === 0) continue;
      const move = side * change;
      bias += move;
      for (let index = from; index < end; index++) {
        const column = columns[index] ?? 0;
        weights[column] = (weights[column] ?? 0) + move * (values[index] ?? 0);
      }
    }
    if (furthest < TOLERANCE) break;
  }
  return { weights, bias };
}

/**
 * L2-regularised support vector machine with squared hinge loss, by dual coordinate descent
 * (Hsieh et al., A Dual Coordinate Descent Method for Large-scale Linear SVM, ICML 2008).
 */
export function separateBySquaredHinge(task: Separation): Separator {
  const squares = squaresOf(task);
  const shares = new Float64Array(task.picks.length);
  return descend(task, ({ at, margin }) => {
    const slack = 0.5 / (task.costs[task.picks[at] ?? 0] ?? 1);
    const old = shares[at] ?? 0;
    const slope = margin - 1 + old * slack;
    if (old === 0 && slope >= 0) return { change: 0, miss: 0 };
    const share = Math.max(0, old - slope / ((squares[at] ?? 1) + slack));
    shares[at] = share;
    return { change: share - old, miss: Math.abs(slope) };
  });
}

const MOST_NEWTON_STEPS = 20;

/**
 * L2-regularised logistic regression, by dual coordinate descent with a Newton step for each row
 * (Yu, Huang, Lin, Dual coordinate descent methods for logistic regression and maximum entropy models, 2011).
 */
export function separateByLogisticLoss(task: Separation): Separator {
  const squares = squaresOf(task);
  const shares = new Float64Array(task.picks.length);
  return descend(task, ({ at, margin }) => {
    const cost = task.costs[task.picks[at] ?? 0] ?? 1;
    const square = squares[at] ?? 1;
    const old = shares[at] ?? 0;
    // Derivative of the one-row problem in its share a: square (a - old) + margin + ln(a / (cost - a)).
    let share = Math.min(cost * (1 - 1e-9), Math.max(cost * 1e-9, old === 0 ? cost / (1 + Math.exp(margin)) : old));
    let slope = square * (share - old) + margin + Math.log(share / (cost - share));
    const miss = old === 0 ? 1 : Math.abs(slope);
    for (let turn = 0; turn < MOST_NEWTON_STEPS && Math.abs(slope) > 1e-3; turn++) {
      const next = share - slope / (square + cost / ((cost - share) * share));
      share = next <= 0 ? share * 0.1 : next >= cost ? cost - (cost - share) * 0.1 : next;
      slope = square * (share - old) + margin + Math.log(share / (cost - share));
    }
    shares[at] = share;
    return { change: share - old, miss };
  });
}

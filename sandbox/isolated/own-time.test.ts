import { availableParallelism } from 'node:os';
import { BusyLoops } from '../test/busy-loops.js';
import { OwnTime } from './own-time.js';
import { processorMilliseconds, schedulingOf, type Scheduling } from '../processes/scheduling.js';

function anOwnTime() {
  let clock = 0;
  let scheduling: Scheduling = { ran: 0, withheld: 0 };
  const time = new OwnTime(
    () => scheduling,
    () => clock,
  );
  const pass = (ran: number, withheld: number, asleep = 0): void => {
    clock += ran + withheld + asleep;
    scheduling = { ran: scheduling.ran + ran, withheld: scheduling.withheld + withheld };
  };
  const end = (): void => void (scheduling = { ran: 0, withheld: 0 });
  return { time, pass, end };
}

describe('the own time of a process', () => {
  it('goes on while it computes or sleeps, not while the machine does something else', () => {
    const { time, pass, end } = anOwnTime();
    const start = time.now();
    pass(30, 0);
    expect(time.now() - start).toBe(30);
    pass(20, 500);
    expect(time.now() - start).toBe(50);
    pass(0, 0, 1000);
    expect(time.now() - start).toBe(1050);
    end();
    expect(time.now() - start).toBe(1050);
  });

  it('is stretched as much as it was lately', () => {
    const { time, pass } = anOwnTime();
    expect(time.stretch).toBe(1);
    pass(100, 0);
    expect(time.stretch).toBe(1);
    pass(100, 900);
    expect(time.stretch).toBe(5.5);
    for (let i = 0; i < 20; i++) {
      pass(100, 900);
      expect(time.stretch).toBeGreaterThan(1);
    }
    expect(time.stretch).toBeCloseTo(10, 1);
    pass(1, 1e6);
    expect(time.stretch).toBe(60);
    for (let i = 0; i < 20; i++) {
      pass(300, 0);
      expect(time.stretch).toBeGreaterThanOrEqual(1);
    }
    expect(time.stretch).toBeLessThan(1.1);
  });
});

(process.platform === 'linux' ? describe : describe.skip)('on a busy machine', () => {
  let loops: BusyLoops;
  beforeAll(async () => {
    loops = await BusyLoops.start(3 * availableParallelism());
  });
  afterAll(() => loops.end());

  it('the system tells what a process got and what was withheld', async () => {
    const [pid = 0] = loops.pids;
    let now = schedulingOf(pid);
    while (now.ran < 50 || now.withheld < now.ran) {
      await new Promise((later) => setTimeout(later, 20));
      now = schedulingOf(pid);
    }
    expect(processorMilliseconds(pid)).toBeGreaterThan(0);
    expect(schedulingOf(0)).toEqual({ ran: 0, withheld: 0 });
    expect(processorMilliseconds(0)).toBe(0);
  });
});

/** What the benches are told by `--quick`: numbers that show within a minute or two each that they work. */
export const quick: Record<string, string> = {
  EVENTS: '50000',
  BENCH_ACCOUNTS: '2000',
  BENCH_ROUNDS: '1',
  PROBES: '10',
  BENCH_ROWS: '20000',
  BENCH_CLONE: 'warm',
}

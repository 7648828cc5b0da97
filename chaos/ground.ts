/** What scenarios stand on where they need no process to kill: stores as in real life, filled as for a bench. */
export { generate } from '../bench/generate.ts'
export { type BenchGround, openGround } from '../bench/ground.ts'

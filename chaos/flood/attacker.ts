// One attack in a thread of its own, so that what it costs to make does not delay who takes the time.
import { parentPort, workerData } from 'node:worker_threads'
import { seeded } from '../seeded.ts'
import { type Aim, attacks } from './attacks.ts'

const { name, aim, scale, lasting, seed } = workerData as {
  name: string
  aim: Aim
  scale: number
  lasting: number
  seed: number
}
const answers = await attacks[name]!(aim, { scale, lasting, random: seeded(seed) })
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort!.postMessage(answers)

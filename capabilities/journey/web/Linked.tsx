import { use } from 'react'
import { LinkedContext, type LinkedProps } from './mapLinks.ts'

/** What the map names at this place, where it names anything. */
export function Linked(named: LinkedProps) {
  const titlesOf = use(LinkedContext)
  const { steps = [], plans, content } = named
  return steps.length + plans.length + content.length > 0 ? titlesOf(named) : null
}

import { Button } from '@mantine/core'
import type { ComponentProps, ReactNode } from 'react'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'

type Words = { title: string; note: string; create: string; none: string; noneText: string }

/** What connects other systems and is made on this page: the list of it, how another is made, and what it is for while there is none. */
export function MadeHere({
  words,
  icon,
  count,
  problem,
  onRetry,
  onCreate,
  children,
}: {
  words: Words
  icon: NonNullable<ComponentProps<typeof EmptyState>['icon']>
  /** How many there are; undefined: that is still being asked. */
  count: number | undefined
  problem: Error | null
  onRetry: () => void
  onCreate: () => void
  children: ReactNode
}) {
  const create = (
    <Button size="xs" onClick={onCreate}>
      {words.create}
    </Button>
  )
  return (
    <Section title={words.title} note={words.note} actions={count ? create : null}>
      {problem ? <ErrorState error={problem} onRetry={onRetry} /> : null}
      {count === undefined && !problem ? <BoneLines widths={[70, 60]} height={44} /> : null}
      {count === 0 ? (
        <EmptyState icon={icon} title={words.none} action={create} compact>
          {words.noneText}
        </EmptyState>
      ) : null}
      {count ? children : null}
    </Section>
  )
}

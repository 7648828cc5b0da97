import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { Section } from '#web/ui/Section.tsx'
import { health } from '../apis.ts'
import { Compared } from '../proof/Compared.tsx'
import { sentOf } from './draft.ts'
import { useEditing } from './editing.ts'
import styles from './editor.module.css'

const draft = 'draft'

/** The draft, or any version, set against another over the same past: which of them would have told losses better. */
export function Comparison({ cardKey, current }: { cardKey: string | null; current: number }) {
  const { t } = useTranslation('proof')
  const { t: words } = useTranslation('scorecards')
  const editing = useEditing()
  const versions = useQuery({
    ...health.cards.versions.queryOptions({ input: { key: cardKey ?? '' } }),
    enabled: cardKey !== null,
  })
  const [first, setFirst] = useState<string | null>(null)
  const [second, setSecond] = useState(draft)
  const base = first ?? String(current)
  const sideOf = (choice: string) =>
    choice === draft
      ? ({ is: 'draft', draft: sentOf(editing.draft) } as const)
      : ({ is: 'version', version: Number(choice) } as const)
  const compared = useMutation({
    mutationFn: () =>
      health.compare.call({
        key: cardKey,
        first: cardKey === null ? { is: 'without' } : sideOf(base),
        second: sideOf(second),
      }),
  })
  const choices = (versions.data?.versions ?? []).map(({ version }) => ({
    value: String(version),
    label: version === current ? t('compare.inForce', { version }) : words('version', { version }),
  }))
  const written = { value: draft, label: t('compare.draft') }
  const nameOf = (choice: string) => [...choices, written].find(({ value }) => value === choice)?.label ?? choice
  const needsDraft = base === draft || second === draft
  const isWrong = needsDraft && editing.issues.length > 0
  return (
    <Section title={t('compare.title')}>
      <p className="soft small">{t('compare.lead')}</p>
      <div className={styles.sides}>
        {cardKey === null ? null : (
          <>
            <NativeSelect
              size="xs"
              aria-label={t('compare.first')}
              value={base}
              onChange={(event) => setFirst(event.target.value)}
              data={[...choices, written]}
            />
            <span aria-hidden="true">→</span>
            <NativeSelect
              size="xs"
              aria-label={t('compare.second')}
              value={second}
              onChange={(event) => setSecond(event.target.value)}
              data={[written, ...choices]}
            />
          </>
        )}
        <Button
          size="compact-sm"
          variant="default"
          disabled={isWrong || base === second}
          loading={compared.isPending}
          onClick={() => compared.mutate()}
        >
          {t('compare.act')}
        </Button>
      </div>
      <div role="status">
        {isWrong ? <p className="quiet small">{t('compare.wrong')}</p> : null}
        {compared.error ? <p className={styles.wrong}>{errorText(compared.error)}</p> : null}
        {compared.data ? (
          <Compared
            comparison={compared.data}
            names={[cardKey === null ? t('compare.without') : nameOf(base), nameOf(second)]}
          />
        ) : null}
      </div>
    </Section>
  )
}

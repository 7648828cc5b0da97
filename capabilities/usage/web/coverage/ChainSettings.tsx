import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { type Chain, coverage, metrics } from './apis.ts'
import { ChainRow, type Link } from './ChainRow.tsx'
import styles from './coverage.module.css'

const atMost = 12
const examples = ['input', 'run', 'output', 'use', 'result'] as const

/** The links from use to result that the company follows: their names, their order, and the events that show them. */
export function ChainSettings() {
  const { t } = useTranslation('coverage')
  const may = useMay('fields.manage')
  const { data } = useQuery(coverage.chain.queryOptions())
  const arrived = useQuery(metrics.events.queryOptions())
  const names = [...new Set(arrived.data?.events.map((one) => one.event))]
  return (
    <Section title={t('title')}>
      <p className="quiet small">{t('settings.lead')}</p>
      {data ? (
        <Links key={data.version} chain={data} names={names} may={may} />
      ) : (
        <BoneLines widths={[70]} height={40} />
      )}
    </Section>
  )
}

function Links({ chain, names, may }: { chain: Chain; names: readonly string[]; may: boolean }) {
  const { t } = useTranslation('coverage')
  const [draft, setDraft] = useState<readonly Link[] | null>(null)
  const [strict, setStrict] = useState(false)
  const save = useKeep(chain)
  const links = draft ?? chain.links
  const add = (given: Partial<Link> = {}): Link => ({
    key: crypto.randomUUID(),
    label: { ja: '', en: '' },
    events: [],
    ...given,
  })
  const example = () =>
    setDraft(
      examples.map((key) => {
        const name = t(`settings.example.${key}`)
        return add({ label: { ja: name, en: name } })
      }),
    )
  const move = (at: number, by: 1 | -1) => {
    const next = [...links]
    const [moved] = next.splice(at, 1)
    next.splice(at + by, 0, moved!)
    setDraft(next)
  }
  const send = async () => {
    setStrict(true)
    if (draft === null || draft.some((link) => link.label.ja.trim() === '')) return
    await save(draft)
  }
  return (
    <>
      {links.length === 0 ? (
        <EmptyState
          compact
          icon="link"
          action={
            may ? (
              <Button size="xs" onClick={example}>
                {t('settings.begin')}
              </Button>
            ) : null
          }
        >
          {t('settings.none')}
        </EmptyState>
      ) : null}
      {links.map((link, at) => (
        <ChainRow
          key={link.key}
          link={link}
          at={at}
          last={at === links.length - 1}
          names={names}
          may={may}
          strict={strict}
          onChange={(changed) => setDraft(links.map((one, i) => (i === at ? changed : one)))}
          onMove={(by) => move(at, by)}
          onRemove={() => setDraft(links.filter((_, i) => i !== at))}
        />
      ))}
      {may && (links.length > 0 || draft) ? (
        <div className={styles.foot}>
          <Button
            size="xs"
            variant="default"
            disabled={links.length >= atMost}
            onClick={() => setDraft([...links, add()])}
          >
            {t('settings.add')}
          </Button>
          {draft ? (
            <>
              <Button size="xs" onClick={() => void send()}>
                {t('settings.save')}
              </Button>
              <Button size="xs" variant="subtle" onClick={() => setDraft(null)}>
                {t('settings.cancel')}
              </Button>
            </>
          ) : null}
        </div>
      ) : null}
    </>
  )
}

/** Keeps the links; the message that tells so takes it back. */
function useKeep(before: Chain): (links: readonly Link[]) => Promise<void> {
  const { t } = useTranslation('coverage')
  const queries = useQueryClient()
  const refresh = () => queries.invalidateQueries({ queryKey: coverage.key() })
  return async (links) => {
    try {
      const kept = await coverage.keepChain.call({ links: [...links], basedOn: before.version })
      toast(t('settings.saved'), {
        undo: () => coverage.keepChain.call({ links: before.links, basedOn: kept.version }).then(refresh),
      })
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
    }
    await refresh()
  }
}

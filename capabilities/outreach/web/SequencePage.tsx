import { Switch } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { NotFound } from '#web/shell/NotFound.tsx'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Page } from '#web/ui/Page.tsx'
import { newKey, outreach, type Sequence, type SequenceDraft, sequencesQuery } from './apis.ts'
import { useOutreachMoves } from './moves.ts'
import styles from './outreach.module.css'
import { SequenceBasics } from './SequenceBasics.tsx'
import { SequenceMails } from './SequenceMails.tsx'
import { Simulation } from './Simulation.tsx'
import { Publishing } from './versions/Publishing.tsx'
import { SequenceVersions } from './versions/SequenceVersions.tsx'

const blank: SequenceDraft = {
  name: { ja: '', en: '' },
  aim: { ja: '', en: '' },
  follows: { what: 'plan', template: 'onboarding' },
  scope: '',
  window: { from: 9, to: 18, weekdays: true },
  holdOutPercent: 0,
  waitDays: 5,
  mails: [],
}

const draftOf = ({
  name,
  aim,
  follows,
  scope,
  window,
  holdOutPercent,
  waitDays,
  mails,
}: SequenceDraft): SequenceDraft => ({
  name,
  aim,
  follows,
  scope,
  window,
  holdOutPercent,
  waitDays,
  mails,
})

/** One sequence: whom it follows, its mails in order, and what it would do. */
export function SequencePage() {
  const { t } = useTranslation('outreach')
  const { language } = useFormat()
  const { key } = useParams({ from: '/frame/outreach/sequences/$key' })
  const { data, error, refetch } = useQuery(sequencesQuery)
  const sequence = data?.sequences.find((one) => one.key === key) ?? null
  if (data && !sequence && key !== 'new') return <NotFound />
  const title = sequence ? inLanguage(sequence.name, language) : t('add.sequence')
  const path = [{ label: t('title'), to: '/outreach' }, { label: title }]
  if (!data)
    return (
      <Page title={title} path={path}>
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <BoneLines widths={[40, 90, 90]} height={34} />
        )}
      </Page>
    )
  return <Editor key={`${key} ${sequence?.version ?? 0}`} sequence={sequence} title={title} path={path} />
}

function Editor({
  sequence,
  title,
  path,
}: {
  sequence: Sequence | null
  title: string
  path: { label: string; to?: string }[]
}) {
  const { t } = useTranslation('outreach')
  const may = useMay('outreach.manage')
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { turn, removeSequence } = useOutreachMoves()
  const saved = sequence ? draftOf(sequence) : blank
  const [draft, setDraft] = useState(saved)
  const [key] = useState(sequence?.key ?? newKey('sequence'))
  const version = sequence?.version ?? 0
  const show = (all: Awaited<ReturnType<typeof outreach.sequences.list.call>>) => {
    queries.setQueryData(sequencesQuery.queryKey, all)
    void queries.invalidateQueries({ queryKey: outreach.sequences.versions.key() })
  }
  return (
    <Page
      title={title}
      path={path}
      sub={sequence ? t('version', { version }) : null}
      actions={
        sequence ? (
          <>
            <Switch
              checked={sequence.isOn}
              disabled={!may}
              label={sequence.isOn ? t('sequence.on') : t('sequence.off')}
              aria-label={t('sequence.turn', { name: title })}
              onChange={(event) => void turn(sequence, event.currentTarget.checked)}
            />
            {may ? (
              <MoreMenu
                label={title}
                choices={[
                  {
                    label: t('remove'),
                    danger: true,
                    onChoose: () => void removeSequence(sequence).then(() => navigate({ to: '/outreach' })),
                  },
                ]}
              />
            ) : null}
          </>
        ) : null
      }
    >
      <div className={styles.wide}>
        <div>
          <fieldset disabled={!may} className={styles.plain}>
            <SequenceBasics draft={draft} onChange={setDraft} />
            <SequenceMails draft={draft} onChange={setDraft} />
          </fieldset>
          {may ? (
            <Publishing
              version={version}
              saved={saved}
              draft={draft}
              onKeep={() => setDraft(saved)}
              publish={async (given) => {
                show(await outreach.sequences.publish.call({ key, ...given }))
                if (!sequence) void navigate({ to: '/outreach/sequences/$key', params: { key }, replace: true })
              }}
              remove={async () => show(await outreach.sequences.remove.call({ key, removed: true }))}
            />
          ) : null}
        </div>
        <div className={styles.side}>
          {may ? <Simulation sequenceKey={key} draft={draft} /> : null}
          {sequence ? (
            <SequenceVersions sequenceKey={key} onTake={may ? (one) => setDraft(draftOf(one)) : null} />
          ) : null}
        </div>
      </div>
    </Page>
  )
}

import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { recipientRoles } from '#capabilities/outreach/core/words.ts'
import { ConditionField } from '#web/condition/ConditionField.tsx'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { ConfirmDialog } from '#web/ui/Dialog.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import {
  type Broadcast,
  type BroadcastDraft,
  broadcastQuery,
  broadcastsQuery,
  outreach,
  templatesQuery,
} from './apis.ts'
import { Reach, type Reached } from './Reach.tsx'
import { BroadcastTiming } from './BroadcastTiming.tsx'
import { BroadcastTrial } from './BroadcastTrial.tsx'
import { useBroadcastMoves } from './moves.ts'
import styles from './outreach.module.css'

const blank: BroadcastDraft = {
  name: '',
  template: '',
  condition: '',
  roles: ['promoter'],
  window: { from: 9, to: 18, weekdays: true },
  waitDays: 3,
  subjectB: null,
  templateB: null,
  trial: null,
  senderId: null,
  sendAt: null,
}

function draftOf({ name, template, condition, roles, window, waitDays, ...rest }: Broadcast): BroadcastDraft {
  const { subjectB, templateB, trial, senderId, sendAt } = rest
  return { name, template, condition, roles, window, waitDays, subjectB, templateB, trial, senderId, sendAt }
}

/** A mail to many while it is written: the text, whom it is for, when it goes out; seen and tried before it is sent. */
export function BroadcastEditor({ broadcast }: { broadcast: Broadcast | null }) {
  const { t } = useTranslation('outreach')
  const { language, number } = useFormat()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const move = useBroadcastMoves()
  const [draft, setDraft] = useState(broadcast ? draftOf(broadcast) : blank)
  const [reached, setReached] = useState<Reached | null>(null)
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState(false)
  const { data } = useQuery(templatesQuery)
  const templates = (data?.templates ?? []).map(({ key, name }) => ({ value: key, label: inLanguage(name, language) }))
  const whole = { ...draft, template: draft.template || (templates[0]?.value ?? '') }
  const set = (change: Partial<BroadcastDraft>) => {
    setDraft({ ...draft, ...change })
    setReached(null)
  }
  const during = async <Answer,>(work: () => Promise<Answer>): Promise<Answer | null> => {
    setBusy(true)
    try {
      return await work()
    } catch (error) {
      toast(errorText(error), { tone: 'risk' })
      return null
    } finally {
      setBusy(false)
    }
  }
  const save = async (): Promise<Broadcast | null> => {
    const saved = await during(() =>
      broadcast
        ? outreach.broadcasts.update.call({ id: broadcast.id, version: broadcast.version, ...whole })
        : outreach.broadcasts.create.call(whole),
    )
    if (!saved) return null
    queries.setQueryData(broadcastQuery(saved.id).queryKey, saved)
    void queries.invalidateQueries({ queryKey: broadcastsQuery.queryKey })
    return saved
  }
  const { name, waitDays: _wait, senderId: _sender, ...asked } = whole
  const { template, roles, window } = whole
  const check = async () => setReached(await during(() => outreach.broadcasts.preview.call(asked)))
  const test = async () => {
    const sent = await during(() => outreach.broadcasts.test.call({ ...asked, language }))
    if (sent) toast(t('broadcast.tested', sent))
  }
  const ask = async () => {
    const found = reached ?? (await during(() => outreach.broadcasts.preview.call(asked)))
    setReached(found)
    if (found) setAsking(true)
  }
  const send = async () => {
    const saved = await save()
    setAsking(false)
    if (saved && (await move(saved, 'schedule')) && !broadcast)
      void navigate({ to: '/outreach/broadcasts/$id', params: { id: saved.id }, replace: true })
  }
  const keep = async () => {
    const saved = await save()
    if (saved && !broadcast) void navigate({ to: '/outreach/broadcasts/$id', params: { id: saved.id }, replace: true })
  }
  const isWhole = roles.length > 0 && template !== '' && window.from < window.to
  const isReady = name.trim() !== '' && isWhole
  return (
    <div className={styles.columns}>
      <div>
        <Section
          title={t('broadcast.who')}
          actions={
            broadcast ? (
              <MoreMenu
                label={broadcast.name}
                choices={[
                  {
                    label: t('broadcast.moves.remove'),
                    danger: true,
                    onChoose: () =>
                      void move(broadcast, 'remove').then((done) => {
                        if (done) void navigate({ to: '/outreach', search: { view: 'broadcasts' } })
                      }),
                  },
                ]}
              />
            ) : null
          }
        >
          <div className={styles.fields}>
            <TextInput
              label={t('broadcast.name')}
              required
              maxLength={120}
              value={draft.name}
              onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
            />
            <NativeSelect
              label={t('sequence.template')}
              data={templates}
              value={template}
              onChange={(event) => set({ template: event.currentTarget.value })}
            />
            <div role="group" aria-label={t('broadcast.condition')}>
              <div className={styles.label}>{t('broadcast.condition')}</div>
              <div className={styles.help}>{t('sequence.scopeHelp')}</div>
              <ConditionField value={draft.condition} onChange={(next) => set({ condition: next })} counted />
            </div>
            <Checkbox.Group label={t('broadcast.roles')} value={roles} onChange={(next) => set({ roles: next })}>
              <div className={styles.checks}>
                {recipientRoles.map((role) => (
                  <Checkbox key={role} value={role} label={t(`roles.${role}`)} />
                ))}
              </div>
            </Checkbox.Group>
          </div>
        </Section>
        <BroadcastTiming draft={whole} onChange={set} />
        <BroadcastTrial draft={whole} templates={templates} onChange={set} />
        <div className={styles.bar}>
          <span>{t('broadcast.statuses.draft')}</span>
          <Button variant="default" loading={busy} disabled={!isReady} onClick={() => void keep()}>
            {t('broadcast.save')}
          </Button>
          <Button loading={busy} disabled={!isReady} onClick={() => void ask()}>
            {t('broadcast.moves.schedule')}
          </Button>
        </div>
      </div>
      <div className={styles.side}>
        <Reach
          reached={reached}
          busy={busy}
          asked={asked}
          isReady={isWhole}
          onCheck={() => void check()}
          onTest={() => void test()}
        />
      </div>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('broadcast.confirmTitle')}
        confirm={t('broadcast.moves.schedule')}
        busy={busy}
        onConfirm={() => void send()}
      >
        {t('broadcast.confirmText', { customers: number(reached?.customers), recipients: number(reached?.recipients) })}
      </ConfirmDialog>
    </div>
  )
}

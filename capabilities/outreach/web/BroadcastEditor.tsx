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
  senderId: null,
  sendAt: null,
}

function draftOf({
  name,
  template,
  condition,
  roles,
  window,
  waitDays,
  subjectB,
  senderId,
  sendAt,
}: Broadcast): BroadcastDraft {
  return { name, template, condition, roles, window, waitDays, subjectB, senderId, sendAt }
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
  const { template, condition, roles, subjectB } = whole
  const asked = { template, condition, roles, subjectB }
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
  const isReady = draft.name.trim() !== '' && roles.length > 0 && template !== ''
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
            <TextInput
              type="datetime-local"
              label={t('broadcast.sendAt')}
              description={t('broadcast.sendAtHelp')}
              value={localOf(draft.sendAt)}
              onChange={(event) =>
                setDraft({
                  ...draft,
                  sendAt: event.currentTarget.value ? new Date(event.currentTarget.value).toISOString() : null,
                })
              }
            />
            <Checkbox
              label={t('sequence.weekdays')}
              description={`${t('sequence.hour', { hour: draft.window.from })}–${t('sequence.hour', { hour: draft.window.to })}`}
              checked={draft.window.weekdays}
              onChange={(event) =>
                setDraft({ ...draft, window: { ...draft.window, weekdays: event.currentTarget.checked } })
              }
            />
            <Checkbox
              label={t('broadcast.abTest')}
              checked={subjectB !== null}
              onChange={(event) => set({ subjectB: event.currentTarget.checked ? { ja: '', en: '' } : null })}
            />
            {subjectB ? (
              <div className={styles.row}>
                {(['ja', 'en'] as const).map((of) => (
                  <TextInput
                    key={of}
                    label={`${t('broadcast.subjectB')} (${t(`template.${of}`)})`}
                    maxLength={200}
                    value={subjectB[of]}
                    onChange={(event) => set({ subjectB: { ...subjectB, [of]: event.currentTarget.value } })}
                  />
                ))}
              </div>
            ) : null}
          </div>
        </Section>
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
          isReady={roles.length > 0 && template !== ''}
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

/** An instant as the field for day and time has it, in the time of this machine. */
function localOf(instant: string | null | undefined): string {
  if (!instant) return ''
  const at = new Date(instant)
  const two = (value: number) => `${value}`.padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}

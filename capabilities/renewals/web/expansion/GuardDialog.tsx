import { Button, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConditionField } from '#web/condition/ConditionField.tsx'
import { useFormat } from '#web/session.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { toast } from '#web/ui/toast.ts'
import { expansion, rulesQuery, type Settings } from './apis.ts'
import styles from './expansion.module.css'

type Ground = Pick<Settings['guard'][number], 'label' | 'condition'> & { at: number }

/** Changes what must be before anything is proposed: a name and a condition each. */
export function GuardDialog({ settings, onClose }: { settings: Settings; onClose: () => void }) {
  const { t } = useTranslation(['expansion', 'web'])
  const queries = useQueryClient()
  const [grounds, setGrounds] = useState<Ground[]>(
    settings.guard.map(({ label, condition }, at) => ({ label, condition, at })),
  )
  const [unfinished, setUnfinished] = useState<ReadonlySet<number>>(new Set())
  const [failure, setFailure] = useState<unknown>(null)
  const change = (at: number, part: Partial<Ground>) =>
    setGrounds((all) => all.map((one) => (one.at === at ? { ...one, ...part } : one)))
  const isReady = grounds.every(
    ({ label, condition, at }) => label.ja.trim() && label.en.trim() && condition.trim() && !unfinished.has(at),
  )
  const put = async (guard: readonly Pick<Ground, 'label' | 'condition'>[], version: number) =>
    queries.setQueryData(
      rulesQuery.queryKey,
      await expansion.setGuard.call({ version, guard: guard.map(({ label, condition }) => ({ label, condition })) }),
    )
  const save = async () => {
    try {
      await put(grounds, settings.version)
      toast(t('web:saved'), { undo: () => put(settings.guard, settings.version + 1) })
      onClose()
    } catch (error) {
      setFailure(error)
    }
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('rules.guard')}
      size={720}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {t('web:cancel')}
          </Button>
          <Button disabled={!isReady} onClick={() => void save()}>
            {t('web:save')}
          </Button>
        </>
      }
    >
      {failure ? <ErrorState error={failure} /> : null}
      <p className={styles.lead}>{t('rules.guardText')}</p>
      {grounds.map((ground) => (
        <GroundFields
          key={ground.at}
          ground={ground}
          onChange={(part) => change(ground.at, part)}
          onRemove={() => setGrounds((all) => all.filter(({ at }) => at !== ground.at))}
          onReadable={(readable) =>
            setUnfinished((before) => {
              if (before.has(ground.at) === !readable) return before
              const next = new Set(before)
              if (readable) next.delete(ground.at)
              else next.add(ground.at)
              return next
            })
          }
        />
      ))}
      <Button
        variant="default"
        size="xs"
        onClick={() =>
          setGrounds((all) => [
            ...all,
            { label: { ja: '', en: '' }, condition: '', at: Math.max(-1, ...all.map(({ at }) => at)) + 1 },
          ])
        }
      >
        {t('rules.addGround')}
      </Button>
    </Dialog>
  )
}

function GroundFields({
  ground,
  onChange,
  onRemove,
  onReadable,
}: {
  ground: Ground
  onChange: (part: Partial<Ground>) => void
  onRemove: () => void
  onReadable: (readable: boolean) => void
}) {
  const { t } = useTranslation('expansion')
  const { language } = useFormat()
  const id = useId()
  const { label } = ground
  // A name that was never written in the other language is the same there.
  const named = (text: string) => ({
    ja: label.ja === label.en ? text : label.ja,
    en: label.ja === label.en ? text : label.en,
    [language]: text,
  })
  return (
    <fieldset className={styles.ground} aria-labelledby={id}>
      <div className={styles.groundHead}>
        <TextInput
          id={id}
          aria-label={t('rules.groundName')}
          placeholder={t('rules.groundName')}
          value={label[language]}
          onChange={(event) => onChange({ label: named(event.currentTarget.value) })}
        />
        <Button variant="subtle" size="xs" color="gray" onClick={onRemove}>
          {t('rules.removeGround')}
        </Button>
      </div>
      <ConditionField
        value={ground.condition}
        onChange={(condition) => onChange({ condition })}
        onReadable={onReadable}
      />
    </fieldset>
  )
}

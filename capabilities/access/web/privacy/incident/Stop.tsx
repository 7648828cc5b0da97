import { Button, Checkbox } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { ConfirmDialog } from '#web/ui/Dialog.tsx'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { privacy } from '../api.ts'
import styles from '../privacy.module.css'

const kinds = ['sessions', 'keys', 'links'] as const
type Kind = (typeof kinds)[number]

/** Ends what is open, of one member or of everybody: how much it is stands beside each choice. */
export function Stop({ personId }: { personId: string }) {
  const { t } = useTranslation('privacy')
  const queries = useQueryClient()
  const whom = personId ? { personId } : {}
  const { data } = useQuery(privacy.incident.stock.queryOptions({ input: whom }))
  const [chosen, setChosen] = useState<readonly Kind[]>(['sessions', 'keys'])
  const [asking, setAsking] = useState(false)
  const close = useMutation(
    privacy.incident.close.mutationOptions({
      onSuccess: (closed) => toast(t('incident.closed', closed)),
      onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
      onSettled: async () => {
        setAsking(false)
        await queries.invalidateQueries({ queryKey: privacy.incident.key() })
      },
    }),
  )
  const wanted = kinds.filter((kind) => chosen.includes(kind) && (data?.[kind] ?? 0) > 0)
  const take = (kind: Kind) => wanted.includes(kind)
  return (
    <Section title={t('incident.stop')} note={t('incident.stopNote')}>
      <div className={styles.choices}>
        {kinds.map((kind) => (
          <Checkbox
            key={kind}
            label={t(`incident.${kind}`, { count: data?.[kind] ?? 0 })}
            checked={take(kind)}
            disabled={(data?.[kind] ?? 0) === 0}
            onChange={({ currentTarget: { checked } }) =>
              setChosen(checked ? [...chosen, kind] : chosen.filter((one) => one !== kind))
            }
          />
        ))}
      </div>
      <Button color="red" variant="outline" disabled={wanted.length === 0} onClick={() => setAsking(true)}>
        {t('incident.close')}
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('incident.closeTitle')}
        confirm={t('incident.close')}
        busy={close.isPending}
        onConfirm={() =>
          close.mutate({ ...whom, sessions: take('sessions'), keys: take('keys'), links: take('links') })
        }
      >
        <ul>
          {wanted.map((kind) => (
            <li key={kind}>{t(`incident.${kind}`, { count: data?.[kind] ?? 0 })}</li>
          ))}
        </ul>
        <p>{t('incident.closeText')}</p>
      </ConfirmDialog>
    </Section>
  )
}

import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConsentPurpose } from '#capabilities/access/contract/consent.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { privacy } from '../api.ts'
import styles from '../privacy.module.css'
import { PurposeDialog } from './PurposeDialog.tsx'

/** What people are asked to consent to, on which basis, and the texts they are shown. */
export function Purposes() {
  const { t } = useTranslation('privacy')
  const queries = useQueryClient()
  const { data } = useQuery(privacy.consent.purposes.queryOptions())
  const [open, setOpen] = useState<ConsentPurpose | 'new' | null>(null)
  const keep = (all: { purposes: ConsentPurpose[] }) => queries.setQueryData(privacy.consent.purposes.queryKey(), all)
  const archive = useMutation(
    privacy.consent.archive.mutationOptions({
      onSuccess: keep,
      onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
    }),
  )
  return (
    <Section
      title={t('consent.title')}
      note={t('consent.note')}
      actions={
        <Button size="xs" variant="default" onClick={() => setOpen('new')}>
          {t('consent.add')}
        </Button>
      }
    >
      {data?.purposes.length === 0 ? <p className="quiet small">{t('consent.none')}</p> : null}
      {data?.purposes.map((purpose) => (
        <PurposeRow
          key={purpose.id}
          purpose={purpose}
          onChange={() => setOpen(purpose)}
          onArchive={() => archive.mutate({ id: purpose.id, archived: !purpose.archived })}
        />
      ))}
      {open ? (
        <PurposeDialog purpose={open === 'new' ? null : open} onClose={() => setOpen(null)} onChange={keep} />
      ) : null}
    </Section>
  )
}

type Shown = { purpose: ConsentPurpose; onChange: () => void; onArchive: () => void }

function PurposeRow({ purpose, onChange, onArchive }: Shown) {
  const { t } = useTranslation('privacy')
  const { language } = useFormat()
  const { basis, archived, texts } = purpose
  const name = inLanguage(purpose.name, language)
  const [newest] = texts
  return (
    <Row
      end={
        <div className={styles.buttons}>
          {archived ? null : (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`${name}: ${t('consent.change')}`}
              onClick={onChange}
            >
              {t('consent.change')}
            </Button>
          )}
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={`${name}: ${t(archived ? 'consent.restore' : 'consent.archive')}`}
            onClick={onArchive}
          >
            {t(archived ? 'consent.restore' : 'consent.archive')}
          </Button>
        </div>
      }
    >
      {name} <Chip>{t(archived ? 'consent.archived' : `consent.bases.${basis}.name`)}</Chip>
      {newest ? (
        <div className="quiet small">
          {t('consent.version', { version: newest.version })}: {newest[language]}
        </div>
      ) : null}
    </Row>
  )
}

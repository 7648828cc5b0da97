import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { attitudeChoices, stakeholderRoleChoices } from '#capabilities/accounts/core/words.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { withheldWord } from '#web/i18n/format.ts'
import { useFormat, useMay, useSees } from '#web/session.ts'
import { Avatar } from '#web/ui/Avatar.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import type { Contact, Customer } from './apis.ts'
import styles from './Customer.module.css'

const ContactDialog = lazy(() => import('./ContactDialog.tsx').then((module) => ({ default: module.ContactDialog })))

const weight = ['decision_maker', 'promoter', 'operator', 'champion', 'user'] as const
const rank = (contact: Contact) => {
  const best = weight.findIndex((role) => contact.roles.includes(role))
  return (contact.leftOn ? 100 : 0) + (best < 0 ? 50 : best)
}

/** The people that matter at the customer, and who is missing. `touches`: the day each was last met. */
export function People({
  customer,
  touches,
  few,
}: {
  customer: Customer
  touches: ReadonlyMap<string, string>
  few?: number
}) {
  const { t } = useTranslation('customer')
  const mayWrite = useMay('accounts.write')
  const seesWho = useSees('personal')
  const [open, setOpen] = useState<Contact | 'new' | null>(null)
  const contacts = customer.contacts.toSorted((a, b) => rank(a) - rank(b))
  const known = weight.filter((role) => contacts.some((contact) => !contact.leftOn && contact.roles.includes(role)))
  return (
    <Section
      title={t('people.title')}
      note={t('people.roles', { count: known.length, of: weight.length })}
      actions={
        mayWrite && seesWho ? (
          <Button
            variant="subtle"
            size="xs"
            onClick={() => setOpen('new')}
            leftSection={<Icon name="plus" size={14} />}
          >
            {t('people.add')}
          </Button>
        ) : null
      }
    >
      {contacts.length === 0 && customer.gaps.length === 0 ? <EmptyState compact>{t('people.none')}</EmptyState> : null}
      {contacts.slice(0, few).map((contact) => (
        <PersonRow key={contact.id} contact={contact} last={touches.get(contact.id)} onOpen={() => setOpen(contact)} />
      ))}
      {customer.gaps.map((gap) => (
        <Row key={gap.kind} lead={<Avatar name="!" tone="risk" />}>
          {t(`gaps.${gap.kind}.title`)}
          <div className="quiet small">{t(`gaps.${gap.kind}.text`)}</div>
        </Row>
      ))}
      <Suspense fallback={null}>
        {open ? (
          <ContactDialog
            accountId={customer.account.id}
            contact={open === 'new' ? null : open}
            onClose={() => setOpen(null)}
          />
        ) : null}
      </Suspense>
    </Section>
  )
}

function PersonRow({ contact, last, onOpen }: { contact: Contact; last: string | undefined; onOpen: () => void }) {
  const { t } = useTranslation('customer')
  const { t: frame } = useTranslation('web')
  const format = useFormat()
  const seesWho = useSees('personal')
  const name = seesWho ? contact.name : withheldWord[format.language]
  return (
    <Row
      end={
        contact.leftOn ? (
          t('people.left', { when: format.dayTable(contact.leftOn) })
        ) : last ? (
          <time dateTime={last} title={format.day(last)}>
            {format.dayRelative(last)}
          </time>
        ) : (
          t('people.never')
        )
      }
    >
      <button
        type="button"
        className={styles.person}
        onClick={onOpen}
        disabled={!seesWho}
        title={seesWho ? undefined : frame('withheld')}
      >
        <Avatar name={name} />
        <span style={{ minWidth: 0 }}>
          <span className="clip" style={{ display: 'block' }}>
            {name} {contact.title ? <span className="soft">{contact.title}</span> : null}
          </span>
          <RolesLine contact={contact} />
        </span>
      </button>
    </Row>
  )
}

/** Roles and attitude in one line: 決裁者・中立. */
export function RolesLine({ contact }: { contact: Contact }) {
  const { t } = useTranslation('web')
  const { language } = useFormat()
  const roles = stakeholderRoleChoices.filter((choice) => contact.roles.includes(choice.key))
  const attitude = attitudeChoices.find((choice) => choice.key === contact.attitude)
  const words = [...roles, ...(attitude ? [attitude] : [])].map((choice) => inLanguage(choice.label, language))
  const text = words.join(t('sep')) || contact.department
  return text ? (
    <span className="quiet small clip" style={{ display: 'block' }}>
      {text}
    </span>
  ) : null
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldClasses } from '#kernel/exchange.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat, useSession } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { ConfirmDialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { type MenuChoice, MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import type { Role } from '#capabilities/access/contract.ts'
import { mayGive } from '#capabilities/access/core/giving.ts'
import { classWords, scopeWords } from '#capabilities/access/core/rights.ts'
import { access } from '#capabilities/access/web/access.ts'
import styles from '#capabilities/access/web/access.module.css'
import { useViewing } from '#capabilities/access/web/viewing.ts'
import { RoleDialog } from './RoleDialog.tsx'

type Open = { role: Role; doing: 'copy' | 'edit' | 'remove' } | null

/** The roles: those that come with the product, and those made from them. */
export function RoleSettings() {
  const { t } = useTranslation('access')
  const { data, error, refetch } = useQuery(access.roles.list.queryOptions())
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  return (
    <Section title={t('roles.listTitle')} note={data ? t('roles.count', { count: data.roles.length }) : null}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines widths={[80, 70, 85]} height={44} />}
      <p className={`quiet small ${styles.lead}`}>{t('roles.lead')}</p>
      {data?.roles.map((role) => (
        <RoleLine key={role.key} role={role} onOpen={setOpen} />
      ))}
      {open && open.doing !== 'remove' ? (
        <RoleDialog role={open.role} copies={open.doing === 'copy'} onClose={close} />
      ) : null}
      {open?.doing === 'remove' ? <RemoveRole role={open.role} onClose={close} /> : null}
    </Section>
  )
}

function RoleLine({ role, onOpen }: { role: Role; onOpen: (open: Open) => void }) {
  const { t } = useTranslation('access')
  const { language } = useFormat()
  const me = useSession()
  const mayCopy = mayGive(me, role)
  const { asRole } = useViewing()
  const name = inLanguage(role.label, language)
  const hidden = fieldClasses
    .filter((one) => !role.fieldClasses.includes(one))
    .map((one) => inLanguage(classWords[one], language))
  const own: MenuChoice[] = [
    { label: t('roles.edit'), onChoose: () => onOpen({ role, doing: 'edit' }) },
    {
      label: t('roles.remove'),
      onChoose: () => onOpen({ role, doing: 'remove' }),
      danger: true,
      why: role.holders > 0 ? t('roles.heldWhy') : null,
    },
  ]
  return (
    <Row
      wraps
      end={
        <>
          {role.builtIn ? null : <Chip tone="info">{t('roles.own')}</Chip>}
          <span>{t('people.count', { count: role.holders })}</span>
          {mayCopy ? (
            <MoreMenu
              label={t('roles.menu', { name })}
              choices={[
                ...(me.rowScope === 'all' && me.role !== role.key
                  ? [{ label: t('roles.viewAs'), onChoose: () => asRole(role.key) }]
                  : []),
                { label: t('roles.copy'), onChoose: () => onOpen({ role, doing: 'copy' }) },
                ...(role.builtIn ? [] : own),
              ]}
            />
          ) : null}
        </>
      }
    >
      <strong>{name}</strong>
      <div className="quiet small">
        {inLanguage(scopeWords[role.rowScope], language)} · {t('roles.may', { count: role.permissions.length })}
        {hidden.length > 0 ? ` · ${t('roles.hides', { classes: hidden.join(t('roles.between')) })}` : ''}
      </div>
    </Row>
  )
}

function RemoveRole({ role, onClose }: { role: Role; onClose: () => void }) {
  const { t } = useTranslation('access')
  const { language } = useFormat()
  const queries = useQueryClient()
  const name = inLanguage(role.label, language)
  const remove = useMutation(
    access.roles.remove.mutationOptions({
      onSuccess: () => toast(t('roles.removed', { name })),
      onError: (problem) => toast(errorText(problem), { tone: 'risk' }),
      onSettled: async () => {
        await queries.invalidateQueries({ queryKey: access.roles.key() })
        onClose()
      },
    }),
  )
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t('roles.removeTitle', { name })}
      confirm={t('roles.remove')}
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ key: role.key })}
    >
      {t('roles.removeText')}
    </ConfirmDialog>
  )
}

import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, useSession } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { access } from './access.ts'
import { Invitations } from './Invitations.tsx'
import { InviteDialog } from './InviteDialog.tsx'
import { type Link, LinkDialog } from './LinkDialog.tsx'
import { PersonRow } from './PersonRow.tsx'
import { mayGive } from '../core/giving.ts'
import { RoleTable } from './RoleTable.tsx'

/** Who works here in which role, who is invited, and what each role may do. */
export function PeopleSettings() {
  const { t } = useTranslation('access')
  const may = useMay('people.manage')
  const people = useQuery(access.people.list.queryOptions())
  const roles = useQuery(access.roles.list.queryOptions())
  const [inviting, setInviting] = useState(false)
  const [link, setLink] = useState<Link | null>(null)
  const error = people.error ?? roles.error
  const list = people.data?.people ?? []
  const me = useSession()
  const mine = (roles.data?.roles ?? []).filter((role) => mayGive(me, role))
  return (
    <>
      <Section
        title={t('people.title')}
        note={people.data ? t('people.count', { count: list.length }) : null}
        actions={
          may ? (
            <Button size="xs" onClick={() => setInviting(true)}>
              {t('people.invite')}
            </Button>
          ) : null
        }
      >
        {error ? (
          <ErrorState error={error} onRetry={() => void Promise.all([people.refetch(), roles.refetch()])} />
        ) : null}
        {people.data || error ? null : <BoneLines widths={[80, 70, 85]} height={44} />}
        {list.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            roles={roles.data?.roles ?? []}
            mine={mine}
            may={may && mine.some(({ key }) => key === person.role)}
            onLink={setLink}
          />
        ))}
      </Section>
      {may ? <Invitations /> : null}
      <RoleTable roles={roles.data?.roles ?? []} />
      <InviteDialog
        opened={inviting}
        roles={mine}
        onClose={() => setInviting(false)}
        onLink={(made) => {
          setInviting(false)
          setLink(made)
        }}
      />
      <LinkDialog link={link} onClose={() => setLink(null)} />
    </>
  )
}

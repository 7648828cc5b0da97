import { createContext, use } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldClass, Permission, RowScope } from '#kernel/exchange.ts'
import { type Format, formatFor } from './i18n/format.ts'

/** Who looks at the page, and in which workspace. */
export type Session = {
  personId: string
  name: string
  email: string
  role: string
  permissions: readonly Permission[]
  /** Which customers they reach. */
  rowScope: RowScope
  /** Which kinds of fields they see. */
  fieldClasses: readonly FieldClass[]
  /** As whom they look at present; null: as themselves. */
  viewing: {
    as: 'person' | 'role'
    label: { ja: string; en: string }
    since: string
    until: string
  } | null
  workspace: {
    id: string
    name: string
    timeZone: string
    currency: string
    /** 1 to 12. */
    fiscalStartMonth: number
  }
}

export const SessionContext = createContext<Session | null>(null)

/** The person signed in. Throws outside of the signed-in part of the application. */
export function useSession(): Session {
  const session = use(SessionContext)
  if (!session) throw new Error('useSession is for pages behind the sign-in')
  return session
}

/** Whether somebody may do what needs a permission, or needs none. The server decides anyway; this hides what would be refused. */
export function may(who: Pick<Session, 'permissions'>, needs: Permission | undefined): boolean {
  return needs === undefined || who.permissions.includes(needs)
}

/** Whether somebody sees a class of fields, where it matters. The server withholds the values anyway. */
export function sees(who: Pick<Session, 'fieldClasses'>, one: FieldClass | undefined): boolean {
  return one === undefined || who.fieldClasses.includes(one)
}

/** Whether the person signed in sees a class of fields. */
export function useSees(one: FieldClass): boolean {
  return sees(useSession(), one)
}

/** Whether the person signed in holds a permission. */
export function useMay(permission: Permission): boolean {
  return may(useSession(), permission)
}

/** Figures, money and dates as texts, in the reader's language and the workspace's calendar. */
export function useFormat(): Format {
  const session = use(SessionContext)
  const { i18n } = useTranslation()
  const language = i18n.language === 'en' ? 'en' : 'ja'
  const { timeZone, currency, fiscalStartMonth } = session?.workspace ?? {
    timeZone: 'Asia/Tokyo',
    currency: 'JPY',
    fiscalStartMonth: 4,
  }
  const hidesMoney = session !== null && !session.fieldClasses.includes('money')
  return formatFor({ language, timeZone, currency, fiscalStartMonth, hidesMoney })
}

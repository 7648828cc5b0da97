import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Action, useActions } from '../actions/actions.ts'
import { currentLanguage, switchLanguage } from '../i18n/i18n.ts'

/** What can be done anywhere: light or dark, the other language, signing out. */
export function useOwnActions(onSignOut: () => void): void {
  const { t, i18n } = useTranslation()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const language = i18n.language
  useActions(
    useMemo<Action[]>(() => {
      const dark = scheme === 'dark'
      return [
        {
          id: 'theme',
          label: dark ? t('me.toLight') : t('me.toDark'),
          words: dark ? t('me.toLightWords') : t('me.toDarkWords'),
          group: 'do',
          run: () => setColorScheme(dark ? 'light' : 'dark'),
        },
        {
          id: `language ${language}`,
          label: t('me.toLanguage'),
          words: t('me.toLanguageWords'),
          group: 'do',
          run: () => void switchLanguage(currentLanguage() === 'ja' ? 'en' : 'ja'),
        },
        { id: 'sign out', label: t('me.signOut'), words: 'さいんあうと logout sign out', group: 'do', run: onSignOut },
      ]
    }, [t, scheme, language, setColorScheme, onSignOut]),
  )
}

import { useEffect, useState } from 'react'
import type { Language } from '../i18n/copy.ts'

/** The language of a light page: the one chosen in this browser before, else the given one. */
export function useLanguage(): [Language, (language: Language) => void] {
  const [language, setLanguage] = useState<Language>(document.documentElement.lang === 'en' ? 'en' : 'ja')
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const choose = (next: Language) => {
    try {
      localStorage.setItem('banso.language', next)
    } catch {
      // A browser that keeps nothing speaks the chosen language for as long as the page is open.
    }
    setLanguage(next)
  }
  return [language, choose]
}

import { describe, expect, test } from 'vitest'
import { Refused, statementText } from './statement.ts'

const text = (sql: string, over: Partial<{ params: object; settings: object; readonly: boolean }> = {}) =>
  statementText({
    sql,
    params: new Map(Object.entries(over.params ?? {})),
    settings: new Map(Object.entries(over.settings ?? {})),
    readonly: over.readonly ?? false,
  })

describe('the text handed to the engine', () => {
  test('carries parameters as quoted literals, unescaped as the client escaped them', () => {
    expect(text('select {a:String}', { params: { a: "it\\'s \\\\ \\t 日本" } })).toBe(
      "select CAST('it\\'s \\\\ \t 日本', 'String')",
    )
  })

  test('leaves the inner quoting of an array to the engine', () => {
    expect(text('select {a:Array(String)}', { params: { a: "['x\\'y']" } })).toBe(
      "select CAST('[\\'x\\\\\\'y\\']', 'Array(String)')",
    )
  })

  test('knows null, and identifiers', () => {
    expect(text('select {a:Nullable(String)}', { params: { a: '\\N' } })).toBe("select CAST(NULL, 'Nullable(String)')")
    expect(text('select {a:Identifier}', { params: { a: 'x`; drop' } })).toBe('select `x\\`; drop`')
  })

  test('fills no placeholder inside literals and comments', () => {
    const sql = `select '{a:String}', "{a:String}", \`{a:String}\` -- {a:String}\n/* {a:String} */`
    expect(text(sql)).toBe(sql)
  })

  test('refuses a placeholder without a value, and a literal that is not closed', () => {
    expect(() => text('select {a:String}')).toThrow(/Substitution `a` is not set/)
    expect(() => text("select 'a")).toThrow(/not closed/)
  })

  test('is one statement, with settings of the list only', () => {
    expect(() => text('select 1; drop table t')).toThrow(/one statement/)
    expect(text('select 1;', { settings: { max_threads: '2' } })).toBe('select 1\nSETTINGS max_threads = 2')
    expect(() => text('select 1', { settings: { allow_ddl: '1' } })).toThrow(Refused)
  })

  test('of a reader is read-only, and brings neither settings nor files in its text', () => {
    expect(text('select 1', { readonly: true })).toBe('select 1\nSETTINGS readonly = 1, max_execution_time = 60')
    for (const sql of ['select * from (select 1 settings readonly = 0)', "select 1 into outfile '/x'"])
      expect(() => text(sql, { readonly: true })).toThrow(/cannot stand/)
    expect(() => text("select 'settings' as settings_of_mine", { readonly: true })).not.toThrow()
  })
})

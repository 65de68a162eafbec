import type { DatabaseSync } from 'node:sqlite'
import * as z from 'zod'
import type { BudgetPage, PendingTake, Reservation } from './budgetPage.ts'

/** Tables of a budget ledger's file. */
export const BUDGET_SCHEMA = `
CREATE TABLE IF NOT EXISTS sums (limitName TEXT PRIMARY KEY, period INTEGER NOT NULL, used TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS times (limitName TEXT NOT NULL, atMs INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS timesByLimit ON times (limitName, atMs);
CREATE TABLE IF NOT EXISTS pending (
  id TEXT NOT NULL, limitName TEXT NOT NULL, amount TEXT NOT NULL, atMs INTEGER NOT NULL, settled INTEGER NOT NULL,
  PRIMARY KEY (limitName, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pendingById ON pending (id);
CREATE TABLE IF NOT EXISTS reservations (id TEXT PRIMARY KEY, atMs INTEGER NOT NULL, sums TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS reservationsByTime ON reservations (atMs);
CREATE TABLE IF NOT EXISTS marks (latest INTEGER NOT NULL);
INSERT INTO marks SELECT 0 WHERE NOT EXISTS (SELECT * FROM marks);
`

const sumsSchema = z.array(z.strictObject({ limit: z.string(), period: z.int(), amount: z.string() }))

type Row = { readonly [column: string]: unknown }

/** A page whose rows are in an SQLite file. */
export function budgetRows(database: DatabaseSync): BudgetPage {
  return {
    ...sumRows(database),
    ...timeRows(database),
    ...pendingRows(database),
    ...reservationRows(database),
  }
}

function sumRows(database: DatabaseSync): Pick<BudgetPage, 'sum' | 'putSum' | 'mark' | 'putMark'> {
  const sum = database.prepare('SELECT period, used FROM sums WHERE limitName = ?')
  const putSum = database.prepare('INSERT OR REPLACE INTO sums VALUES (?, ?, ?)')
  const mark = database.prepare('SELECT latest FROM marks')
  const putMark = database.prepare('UPDATE marks SET latest = ?')
  return {
    sum(limit) {
      const row = sum.get(limit)
      return row && { period: Number(row['period']), used: String(row['used']) }
    },
    putSum: (limit, { period, used }) => void putSum.run(limit, period, used),
    mark: () => Number(mark.get()?.['latest']),
    putMark: (next) => void putMark.run(next),
  }
}

function timeRows(
  database: DatabaseSync,
): Pick<BudgetPage, 'timesAfter' | 'latestTime' | 'addTime' | 'dropTimes'> {
  const count = database.prepare('SELECT count(*) AS n FROM times WHERE limitName = ? AND atMs > ?')
  const latest = database.prepare('SELECT max(atMs) AS latest FROM times WHERE limitName = ?')
  const add = database.prepare('INSERT INTO times VALUES (?, ?)')
  const drop = database.prepare('DELETE FROM times WHERE limitName = ? AND atMs <= ?')
  return {
    timesAfter: (limit, afterMs) => Number(count.get(limit, afterMs)?.['n']),
    latestTime: (limit) => Number(latest.get(limit)?.['latest'] ?? 0),
    addTime: (limit, atMs) => void add.run(limit, atMs),
    dropTimes: (limit, untilMs) => void drop.run(limit, untilMs),
  }
}

type PendingMembers = 'pending' | 'putPending' | 'settlePending' | 'removePending' | 'dropPending'

function pendingRows(database: DatabaseSync): Pick<BudgetPage, PendingMembers> {
  const all = database.prepare('SELECT * FROM pending WHERE limitName = ?')
  const put = database.prepare('INSERT INTO pending VALUES (?, ?, ?, ?, ?)')
  const settle = database.prepare('UPDATE pending SET settled = ? WHERE id = ?')
  const remove = database.prepare('DELETE FROM pending WHERE id = ?')
  const drop = database.prepare('DELETE FROM pending WHERE limitName = ? AND atMs <= ?')
  return {
    pending: (limit) => all.all(limit).map(pendingOf),
    putPending: ({ id, limit, amount, atMs, settled }) => void put.run(id, limit, amount, atMs, settled),
    settlePending: (id, mark) => void settle.run(mark, id),
    removePending: (id) => void remove.run(id),
    dropPending: (limit, untilMs) => void drop.run(limit, untilMs),
  }
}

function pendingOf(row: Row): PendingTake {
  return {
    ...{ id: String(row['id']), limit: String(row['limitName']), amount: String(row['amount']) },
    ...{ atMs: Number(row['atMs']), settled: Number(row['settled']) },
  }
}

type ReservationMembers = 'reservation' | 'putReservation' | 'removeReservation' | 'dropReservations'

function reservationRows(database: DatabaseSync): Pick<BudgetPage, ReservationMembers> {
  const one = database.prepare('SELECT * FROM reservations WHERE id = ?')
  const put = database.prepare('INSERT INTO reservations VALUES (?, ?, ?)')
  const remove = database.prepare('DELETE FROM reservations WHERE id = ?')
  const drop = database.prepare('DELETE FROM reservations WHERE atMs <= ?')
  return {
    reservation(id) {
      const row = one.get(id)
      return row && reservationOf(row)
    },
    putReservation: ({ id, atMs, sums }) => void put.run(id, atMs, JSON.stringify(sums)),
    removeReservation: (id) => void remove.run(id),
    dropReservations: (untilMs) => void drop.run(untilMs),
  }
}

function reservationOf(row: Row): Reservation {
  const sums = sumsSchema.parse(JSON.parse(String(row['sums'])))
  return { id: String(row['id']), atMs: Number(row['atMs']), sums }
}

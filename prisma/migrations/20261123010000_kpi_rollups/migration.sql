-- CreateEnum
CREATE TYPE "rollup_span" AS ENUM ('day', 'month');

-- CreateEnum
CREATE TYPE "lag_kind" AS ENUM ('dealCycle', 'salesCycle', 'response', 'wonAfter', 'toQualified', 'toHandedOff', 'toAccepted', 'toDeal', 'toWon');

-- CreateTable
CREATE TABLE "handoff_change" (
    "sign" SMALLINT NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "accepted" BOOLEAN NOT NULL,
    "in_time" BOOLEAN NOT NULL,
    "response_minutes" INTEGER,
    "missed_at" TIMESTAMPTZ(3)
);

-- CreateTable
CREATE TABLE "handoff_rollup" (
    "span" "rollup_span" NOT NULL,
    "day" DATE NOT NULL,
    "decided" INTEGER NOT NULL,
    "accepted" INTEGER NOT NULL,
    "in_time" INTEGER NOT NULL,
    "timed" INTEGER NOT NULL,
    "missed" INTEGER NOT NULL,

    CONSTRAINT "handoff_rollup_pkey" PRIMARY KEY ("span","day")
);

-- CreateTable
CREATE TABLE "lag_rollup" (
    "kind" "lag_kind" NOT NULL,
    "span" "rollup_span" NOT NULL,
    "day" DATE NOT NULL,
    "key" INTEGER NOT NULL,
    "lag" INTEGER NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "lag_rollup_pkey" PRIMARY KEY ("kind","span","key","day","lag")
);


-- What the schema language cannot say ------------------------------------------------------------

-- What a handoff counts as is a function of its row alone (lib/handoffs/queries/handoff-condition.ts says the same of
-- rows, and tests hold the two together): a verdict, given in time or not; and a promise that was broken when it fell
-- due, unless sales' clock stands still while a question waits.
CREATE FUNCTION "handoff_in_time"("decided_at" timestamptz, "due_at" timestamptz) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN coalesce("decided_at" <= "due_at", false);
CREATE FUNCTION "handoff_missed_at"("decided_at" timestamptz, "due_at" timestamptz, "asked_at" timestamptz, "answered_at" timestamptz) RETURNS timestamptz
  LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE
    WHEN "decided_at" <= "due_at" THEN NULL
    WHEN "decided_at" IS NULL AND "asked_at" <= "due_at" AND "answered_at" IS NULL THEN NULL
    ELSE "due_at" END;

-- Statement by statement, so that a file of a million rows runs it once per batch and not once per row.
CREATE FUNCTION "handoff_counted"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "handoff_change"
      SELECT 1, "decided_at", "state" = 'accepted', "handoff_in_time"("decided_at", "due_at"), "response_minutes",
        "handoff_missed_at"("decided_at", "due_at", "asked_at", "answered_at")
      FROM added;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO "handoff_change"
      SELECT -1, "decided_at", "state" = 'accepted', "handoff_in_time"("decided_at", "due_at"), "response_minutes",
        "handoff_missed_at"("decided_at", "due_at", "asked_at", "answered_at")
      FROM removed;
  ELSE
    INSERT INTO "handoff_change"
      SELECT fact.*
      FROM removed o JOIN added n ON n."id" = o."id"
        CROSS JOIN LATERAL (VALUES
          (-1::smallint, o."decided_at", o."state" = 'accepted', "handoff_in_time"(o."decided_at", o."due_at"), o."response_minutes",
            "handoff_missed_at"(o."decided_at", o."due_at", o."asked_at", o."answered_at")),
          (1::smallint, n."decided_at", n."state" = 'accepted', "handoff_in_time"(n."decided_at", n."due_at"), n."response_minutes",
            "handoff_missed_at"(n."decided_at", n."due_at", n."asked_at", n."answered_at"))) fact
      WHERE (o."decided_at", o."due_at", o."asked_at", o."answered_at", o."state", o."response_minutes")
        IS DISTINCT FROM (n."decided_at", n."due_at", n."asked_at", n."answered_at", n."state", n."response_minutes");
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "handoff_counted_insert" AFTER INSERT ON "handoff" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "handoff_counted"();
CREATE TRIGGER "handoff_counted_delete" AFTER DELETE ON "handoff" REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION "handoff_counted"();
CREATE TRIGGER "handoff_counted_update" AFTER UPDATE ON "handoff" REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "handoff_counted"();

-- Emptied by every fold: its dead rows are to go soon.
ALTER TABLE "handoff_change" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- CreateEnum
CREATE TYPE "agenda_topic" AS ENUM ('promises', 'rejections', 'changes', 'plan', 'nurture', 'open', 'other');

-- CreateEnum
CREATE TYPE "decision_state" AS ENUM ('open', 'done', 'dropped');

-- CreateTable
CREATE TABLE "meeting" (
    "id" SERIAL NOT NULL,
    "held_on" DATE NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "opened_by_id" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_by_id" INTEGER,
    "closed_at" TIMESTAMPTZ(3),
    "minutes" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "meeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision" (
    "id" SERIAL NOT NULL,
    "meeting_id" INTEGER NOT NULL,
    "topic" "agenda_topic" NOT NULL,
    "text" TEXT NOT NULL,
    "owner_id" INTEGER NOT NULL,
    "due_on" DATE NOT NULL,
    "state" "decision_state" NOT NULL DEFAULT 'open',
    "outcome" TEXT,
    "settled_by_id" INTEGER,
    "settled_at" TIMESTAMPTZ(3),
    "reminded_for" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "decision_carry" (
    "decision_id" INTEGER NOT NULL,
    "meeting_id" INTEGER NOT NULL,
    "from_day" DATE NOT NULL,
    "from_owner_id" INTEGER NOT NULL,
    "by_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "decision_carry_pkey" PRIMARY KEY ("decision_id","meeting_id")
);

-- CreateIndex
CREATE INDEX "decision_meeting_id_id_idx" ON "decision"("meeting_id", "id");

-- CreateIndex
CREATE INDEX "decision_carry_meeting_id_idx" ON "decision_carry"("meeting_id");

-- AddForeignKey
ALTER TABLE "meeting" ADD CONSTRAINT "meeting_opened_by_id_fkey" FOREIGN KEY ("opened_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting" ADD CONSTRAINT "meeting_closed_by_id_fkey" FOREIGN KEY ("closed_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_settled_by_id_fkey" FOREIGN KEY ("settled_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision" ADD CONSTRAINT "decision_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision_carry" ADD CONSTRAINT "decision_carry_decision_id_fkey" FOREIGN KEY ("decision_id") REFERENCES "decision"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision_carry" ADD CONSTRAINT "decision_carry_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "decision_carry" ADD CONSTRAINT "decision_carry_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the schema language cannot say ------------------------------------------------------------

-- One meeting at a time; those who are in a meeting look at the same one.
CREATE UNIQUE INDEX "meeting_open" ON "meeting" ((true)) WHERE "closed_at" IS NULL;
-- The list, the newest first.
CREATE INDEX "meeting_held" ON "meeting" ("held_on" DESC, "id" DESC);

ALTER TABLE "meeting" ADD CONSTRAINT "meeting_days" CHECK ("from_day" <= "to_day" AND "to_day" < "held_on");
-- Closed, with who closed it and what was kept of it; or none of these.
ALTER TABLE "meeting" ADD CONSTRAINT "meeting_closed" CHECK (
  ("closed_at" IS NULL) = ("closed_by_id" IS NULL) AND ("closed_at" IS NULL) = ("minutes" IS NULL)
);

-- What a person has to do by today is counted on every page; what is open at all, in every meeting.
CREATE INDEX "decision_due" ON "decision" ("owner_id", "due_on") WHERE "state" = 'open';
CREATE INDEX "decision_open" ON "decision" ("due_on", "id") WHERE "state" = 'open';

ALTER TABLE "decision" ADD CONSTRAINT "decision_text" CHECK ("text" <> '');
ALTER TABLE "decision" ADD CONSTRAINT "decision_settled" CHECK (
  ("state" = 'open') = ("settled_at" IS NULL) AND ("settled_at" IS NULL) = ("settled_by_id" IS NULL)
);

-- The minutes of a meeting are what they were.
CREATE FUNCTION "meeting_kept"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."minutes" IS NOT NULL AND NEW."minutes" IS DISTINCT FROM OLD."minutes" THEN
    RAISE EXCEPTION 'the minutes of a meeting do not change';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "meeting_kept" BEFORE UPDATE ON "meeting" FOR EACH ROW
  WHEN (OLD."minutes" IS NOT NULL) EXECUTE FUNCTION "meeting_kept"();

-- CreateEnum
CREATE TYPE "delivery_state" AS ENUM ('waiting', 'delivered', 'failed');

-- CreateTable
CREATE TABLE "webhook" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "types" TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" INTEGER NOT NULL,
    "paused_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "retry_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "id" SERIAL NOT NULL,
    "webhook_id" INTEGER NOT NULL,
    "event_id" BIGINT,
    "lead_id" INTEGER,
    "type" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "state" "delivery_state" NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL,
    "body" TEXT,
    "last_at" TIMESTAMPTZ(3),
    "last_status" INTEGER,
    "last_error" TEXT,
    "last_answer" TEXT,

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "webhook_delivery_webhook_id_id_idx" ON "webhook_delivery"("webhook_id", "id");

-- AddForeignKey
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_webhook_id_fkey" FOREIGN KEY ("webhook_id") REFERENCES "webhook"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_created_by" FOREIGN KEY ("created_by_id") REFERENCES "person"("id");
ALTER TABLE "webhook" ADD CONSTRAINT "webhook_url" CHECK ("url" ~ '^https?://');
CREATE INDEX "webhook_delivery_waiting" ON "webhook_delivery" ("next_at", "id") WHERE "state" = 'waiting';
CREATE INDEX "webhook_delivery_old" ON "webhook_delivery" ("created_at");

-- What happened is noted for whoever wants to be told, in the transaction in which it happened. Without a webhook this
-- costs one look at an empty table.
CREATE FUNCTION "webhook_note"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "webhook" WHERE "paused_at" IS NULL) THEN RETURN NULL; END IF;
  INSERT INTO "webhook_delivery" ("webhook_id", "event_id", "lead_id", "type", "created_at", "next_at")
  SELECT w."id", a."id", a."lead_id", a."type", a."at", a."at"
  FROM added a JOIN "webhook" w ON w."paused_at" IS NULL AND a."type" = ANY (w."types")
  ORDER BY a."id", w."id";
  IF FOUND THEN PERFORM pg_notify('baton_webhooks', ''); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "webhook_note" AFTER INSERT ON "lead_event" REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION "webhook_note"();

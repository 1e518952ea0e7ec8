-- AlterTable
ALTER TABLE "lead" ADD COLUMN     "website_key" TEXT;

-- CreateTable
CREATE TABLE "lead_suspect" (
    "low_id" INTEGER NOT NULL,
    "high_id" INTEGER NOT NULL,
    "score" SMALLINT NOT NULL,
    "reasons" TEXT[],
    "people" INTEGER[],
    "different" BOOLEAN NOT NULL DEFAULT false,
    "found_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lead_suspect_pkey" PRIMARY KEY ("low_id","high_id")
);

-- CreateTable
CREATE TABLE "lead_to_compare" (
    "id" BIGSERIAL NOT NULL,
    "lead_id" INTEGER NOT NULL,

    CONSTRAINT "lead_to_compare_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lead_keys" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "rules" INTEGER NOT NULL,
    "country" TEXT NOT NULL,
    "cursor" INTEGER,

    CONSTRAINT "lead_keys_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "lead_suspect_high_id_idx" ON "lead_suspect"("high_id");

-- CreateIndex
CREATE INDEX "lead_difference_high_id_idx" ON "lead_difference"("high_id");

-- What the schema language cannot say ------------------------------------------------------------

-- By company or website, and in one that has many leads by the name of the person.
CREATE INDEX "lead_company_name" ON "lead" ("company_key", lower("contact_name")) WHERE "company_key" IS NOT NULL;
CREATE INDEX "lead_website_name" ON "lead" ("website_key", lower("contact_name")) WHERE "website_key" IS NOT NULL;

ALTER TABLE "lead_suspect" ADD CONSTRAINT "lead_suspect_pair" CHECK ("low_id" < "high_id" AND "score" BETWEEN 1 AND 100 AND cardinality("reasons") > 0);
-- The list, the surest first; and what of it is somebody's.
CREATE INDEX "lead_suspect_order" ON "lead_suspect" ("score", "high_id", "low_id") WHERE NOT "different";
CREATE INDEX "lead_suspect_people" ON "lead_suspect" USING gin ("people") WHERE NOT "different";

ALTER TABLE "lead_keys" ADD CONSTRAINT "lead_keys_one" CHECK ("id" = 1);
INSERT INTO "lead_keys" ("rules", "country", "cursor") VALUES (0, '', 0);

-- Emptied as fast as it fills.
ALTER TABLE "lead_to_compare" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

-- Which leads are to be compared anew is noted in the transaction that changes them. New and deleted leads by the
-- statement, so that a file's batch costs one insert; changed ones only where what is compared has changed.
CREATE FUNCTION "lead_compare_these"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "lead_to_compare" ("lead_id") SELECT "id" FROM changed;
  RETURN NULL;
END $$;
CREATE TRIGGER "lead_compare_new" AFTER INSERT ON "lead" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "lead_compare_these"();
CREATE TRIGGER "lead_compare_gone" AFTER DELETE ON "lead" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "lead_compare_these"();

CREATE FUNCTION "lead_compare_this"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "lead_to_compare" ("lead_id") VALUES (NEW."id");
  RETURN NULL;
END $$;
CREATE TRIGGER "lead_compare_changed" AFTER UPDATE ON "lead" FOR EACH ROW
  WHEN (OLD."email_key" IS DISTINCT FROM NEW."email_key" OR OLD."phone_key" IS DISTINCT FROM NEW."phone_key"
    OR OLD."company_key" IS DISTINCT FROM NEW."company_key" OR OLD."website_key" IS DISTINCT FROM NEW."website_key"
    OR OLD."contact_name" IS DISTINCT FROM NEW."contact_name" OR OLD."country" IS DISTINCT FROM NEW."country"
    OR OLD."owner_id" IS DISTINCT FROM NEW."owner_id" OR OLD."assignee_id" IS DISTINCT FROM NEW."assignee_id"
    OR (OLD."status" IN ('won', 'lost', 'disqualified')) IS DISTINCT FROM (NEW."status" IN ('won', 'lost', 'disqualified')))
  EXECUTE FUNCTION "lead_compare_this"();

-- Said meanwhile by somebody, or taken back: the look that was under way could not know.
CREATE FUNCTION "lead_difference_said"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "lead_to_compare" ("lead_id") VALUES (coalesce(NEW."low_id", OLD."low_id"));
  RETURN NULL;
END $$;
CREATE TRIGGER "lead_difference_said" AFTER INSERT OR DELETE ON "lead_difference" FOR EACH ROW EXECUTE FUNCTION "lead_difference_said"();

-- The leads that are there already; a company of a million waits some two seconds for this, and for nothing else.
INSERT INTO "lead_to_compare" ("lead_id") SELECT "id" FROM "lead" ORDER BY "id";

-- A person without roles has an empty list, never none.
UPDATE "person" SET "roles" = coalesce("roles", '{}'), "head_of" = coalesce("head_of", '{}') WHERE "roles" IS NULL OR "head_of" IS NULL;
ALTER TABLE "person" ALTER COLUMN "roles" SET DEFAULT ARRAY[]::"role"[], ALTER COLUMN "roles" SET NOT NULL;
ALTER TABLE "person" ALTER COLUMN "head_of" SET DEFAULT ARRAY[]::"side"[], ALTER COLUMN "head_of" SET NOT NULL;

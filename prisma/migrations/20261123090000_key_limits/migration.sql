-- CreateEnum
CREATE TYPE "key_scope" AS ENUM ('write', 'read', 'intake');

-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "per_minute" INTEGER,
ADD COLUMN     "scope" "key_scope" NOT NULL DEFAULT 'write';

-- What the schema language cannot say
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_limit" CHECK ("per_minute" BETWEEN 1 AND 1000000);
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_expiry" CHECK ("expires_at" > "created_at");

-- The part of the model that is asked for, as tables. Every foreign key has an index in both directions, and so has
-- whatever is ordered or filtered by.
CREATE TABLE journey (id text COLLATE "C" PRIMARY KEY, name text COLLATE "C" NOT NULL);
CREATE TABLE stage (
  id text COLLATE "C" PRIMARY KEY, name text COLLATE "C" NOT NULL, stage_type text NOT NULL, phase text,
  journey_id text COLLATE "C" NOT NULL REFERENCES journey
);
CREATE TABLE touchpoint (
  id text COLLATE "C" PRIMARY KEY, name text COLLATE "C" NOT NULL, channel text, stage_id text COLLATE "C" NOT NULL REFERENCES stage
);
CREATE TABLE business_capability (id text COLLATE "C" PRIMARY KEY, name text COLLATE "C" NOT NULL);
CREATE TABLE service (id text COLLATE "C" PRIMARY KEY, name text COLLATE "C" NOT NULL);
CREATE TABLE organisation (id text COLLATE "C" PRIMARY KEY, name text COLLATE "C" NOT NULL);
CREATE TABLE application (id text COLLATE "C" PRIMARY KEY, name text COLLATE "C" NOT NULL);
CREATE TABLE technology (id text COLLATE "C" PRIMARY KEY, name text COLLATE "C" NOT NULL);
CREATE TABLE standard (id text COLLATE "C" PRIMARY KEY, name text COLLATE "C" NOT NULL);

CREATE TABLE enables (
  business_capability_id text COLLATE "C" REFERENCES business_capability, stage_id text COLLATE "C" REFERENCES stage, role text,
  PRIMARY KEY (business_capability_id, stage_id)
);
CREATE TABLE provided_through (
  touchpoint_id text COLLATE "C" REFERENCES touchpoint, service_id text COLLATE "C" REFERENCES service, PRIMARY KEY (touchpoint_id, service_id)
);
CREATE TABLE offers (
  organisation_id text COLLATE "C" REFERENCES organisation, service_id text COLLATE "C" REFERENCES service, PRIMARY KEY (organisation_id, service_id)
);
CREATE TABLE supports (
  application_id text COLLATE "C" REFERENCES application, service_id text COLLATE "C" REFERENCES service, PRIMARY KEY (application_id, service_id)
);
CREATE TABLE runs_on (
  application_id text COLLATE "C" REFERENCES application, technology_id text COLLATE "C" REFERENCES technology, PRIMARY KEY (application_id, technology_id)
);
CREATE TABLE conforms_to (
  application_id text COLLATE "C" REFERENCES application, standard_id text COLLATE "C" REFERENCES standard, PRIMARY KEY (application_id, standard_id)
);

CREATE INDEX ON journey (name);
CREATE INDEX ON stage (journey_id);
CREATE INDEX ON stage (name);
CREATE INDEX ON stage (stage_type);
CREATE INDEX ON touchpoint (stage_id);
CREATE INDEX ON enables (stage_id);
CREATE INDEX ON provided_through (service_id);
CREATE INDEX ON offers (service_id);
CREATE INDEX ON supports (service_id);
CREATE INDEX ON runs_on (technology_id);
CREATE INDEX ON conforms_to (standard_id);

-- A list is ordered by a number of related rows through a function that PostGraphile takes for a column.
CREATE FUNCTION organisation_services_count(o organisation) RETURNS integer LANGUAGE sql STABLE AS
  'SELECT count(*)::integer FROM offers WHERE offers.organisation_id = o.id';
COMMENT ON FUNCTION organisation_services_count(organisation) IS E'@behavior +orderBy\n@sortable';

"""Reads every answer of a Datastream API with Google's own two clients, and compares what they saw.

Usage: google_clients.py BASE_URL
"""

import json
import sys

from google.api_core import exceptions
from google.api_core.client_options import ClientOptions
from google.auth.credentials import AnonymousCredentials
from google.cloud import datastream_v1
from google.cloud.datastream_v1 import types
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError

PROJECT = "projects/demo"
KINDS = {
    "mysqlIdentifier": ("mysql_identifier", ("database", "table")),
    "oracleIdentifier": ("oracle_identifier", ("schema", "table")),
    "postgresqlIdentifier": ("postgresql_identifier", ("schema", "table")),
    "sqlServerIdentifier": ("sql_server_identifier", ("schema", "table")),
    "salesforceIdentifier": ("salesforce_identifier", ("object_name",)),
    "mongodbIdentifier": ("mongodb_identifier", ("database", "collection")),
    "spannerIdentifier": ("spanner_identifier", ("schema", "table")),
}
JSON_NAMES = {"object_name": "objectName"}


def settled(state):
    """The state of a job that no time moves, else nothing: the two clients do not look at the same moment."""
    return state if state in ("", "NOT_STARTED", "UNSUPPORTED") else "moves"


class Discovery:
    """google-api-python-client."""

    def __init__(self, url):
        service = build(
            "datastream", "v1", credentials=AnonymousCredentials(), static_discovery=True,
            client_options={"api_endpoint": url})
        self.locations = service.projects().locations()
        self.streams = self.locations.streams()
        self.objects = self.streams.objects()

    def pages(self, resource, key, **parameters):
        request = resource.list(**parameters)
        while request is not None:
            answer = request.execute()
            yield from answer.get(key, [])
            request = resource.list_next(request, answer)

    def all_locations(self):
        return sorted(location["locationId"] for location in self.pages(self.locations, "locations", name=PROJECT))

    def all_streams(self):
        return {
            stream["name"]: (stream["displayName"], stream["state"], len(stream.get("errors", [])))
            for stream in self.pages(self.streams, "streams", parent=f"{PROJECT}/locations/-")}

    def all_objects(self, stream, page_size):
        return {
            item["name"]: self.view(item)
            for item in self.pages(self.objects, "streamObjects", parent=stream, pageSize=page_size)}

    def view(self, item):
        source = item.get("sourceObject", {})
        kind = next((kind for kind in KINDS if kind in source), "")
        fields = tuple(source[kind].get(JSON_NAMES.get(f, f), "") for f in KINDS[kind][1]) if kind else ()
        job = item.get("backfillJob", {})
        clause = job.get("eventFilter", {}).get("sqlWhereClause", "")
        return item["displayName"], kind, fields, settled(job.get("state", "")), clause

    def state(self, name):
        return self.objects.get(name=name).execute().get("backfillJob", {}).get("state", "")

    def lookup(self, stream, kind, fields):
        identifier = {JSON_NAMES.get(f, f): value for f, value in zip(KINDS[kind][1], fields)}
        body = {"sourceObjectIdentifier": {kind: identifier}}
        return self.objects.lookup(parent=stream, body=body).execute()["name"]

    def start(self, name, clause=""):
        body = {"eventFilter": {"sqlWhereClause": clause}} if clause else {}
        job = self.objects.startBackfillJob(object=name, body=body).execute()["object"]["backfillJob"]
        return job["state"], job["trigger"], job.get("eventFilter", {}).get("sqlWhereClause", "")

    def stop(self, name):
        return self.objects.stopBackfillJob(object=name, body={}).execute()["object"]["backfillJob"]["state"]

    def refusal(self, call):
        try:
            call()
        except HttpError as error:
            return error.status_code, json.loads(error.content)["error"]["status"]
        return None


class Gapic:
    """google-cloud-datastream over REST."""

    def __init__(self, url):
        self.client = datastream_v1.DatastreamClient(
            credentials=AnonymousCredentials(), transport="rest", client_options=ClientOptions(api_endpoint=url))

    def all_locations(self):
        return sorted(location.location_id for location in self.client.list_locations({"name": PROJECT}).locations)

    def all_streams(self):
        return {
            stream.name: (stream.display_name, stream.state.name, len(stream.errors))
            for stream in self.client.list_streams(parent=f"{PROJECT}/locations/-")}

    def all_objects(self, stream, page_size):
        request = {"parent": stream, "page_size": page_size}
        return {item.name: self.view(item) for item in self.client.list_stream_objects(request=request)}

    def view(self, item):
        kind, fields = "", ()
        for name, (attribute, names) in KINDS.items():
            if attribute in item.source_object:
                kind, fields = name, tuple(getattr(getattr(item.source_object, attribute), f) for f in names)
        job = item.backfill_job
        # This client is older than partial backfill, so it drops the clause.
        return item.display_name, kind, fields, settled(job.state.name if job.state else "")

    def state(self, name):
        job = self.client.get_stream_object(name=name).backfill_job
        return job.state.name if job.state else ""

    def lookup(self, stream, kind, fields):
        attribute, names = KINDS[kind]
        identifier = types.SourceObjectIdentifier({attribute: dict(zip(names, fields))})
        request = types.LookupStreamObjectRequest(parent=stream, source_object_identifier=identifier)
        return self.client.lookup_stream_object(request).name

    def start(self, name):
        job = self.client.start_backfill_job(object_=name).object_.backfill_job
        return job.state.name, job.trigger.name, ""

    def stop(self, name):
        return self.client.stop_backfill_job(object_=name).object_.backfill_job.state.name

    def refusal(self, call):
        try:
            call()
        except exceptions.GoogleAPICallError as error:
            return error.code, error.response.json()["error"]["status"]
        return None


def check(what, actual, expected):
    if actual != expected:
        sys.exit(f"{what}: {actual!r} instead of {expected!r}")


def check_reading(discovery, gapic):
    """Both clients list everything to the end and see the same; returns the objects of each stream."""
    locations = discovery.all_locations()
    check("locations", gapic.all_locations(), locations)
    for location in locations:
        name = f"{PROJECT}/locations/{location}"
        check("location", discovery.locations.get(name=name).execute()["locationId"], location)
        check("location", gapic.client.get_location({"name": name}).location_id, location)
    streams = discovery.all_streams()
    check("streams", gapic.all_streams(), streams)
    everything = {}
    for stream, (display_name, state, _) in streams.items():
        check("stream", discovery.streams.get(name=stream).execute()["displayName"], display_name)
        check("stream", gapic.client.get_stream(name=stream).state.name, state)
        seen = discovery.all_objects(stream, 1000)
        other = gapic.all_objects(stream, 300)
        # Objects may join between the two listings, but none leaves.
        for name, view in seen.items():
            check(name, other.get(name), view[:4])
        everything[stream] = seen
    return streams, everything


def check_lookups(discovery, gapic, everything):
    """Both clients get and look up an object of every kind."""
    kinds = set()
    for stream, objects in everything.items():
        for name, (_, kind, fields, _, _) in list(objects.items())[:3]:
            for client in (discovery, gapic):
                client.state(name)
                if kind:
                    check("lookup", client.lookup(stream, kind, fields), name)
            kinds.add(kind)
    check("kinds looked up", kinds - {""}, set(KINDS))


def waiting(objects):
    """The name of an object whose job waits for somebody to start it, so that no time moves it."""
    return next(name for name, view in objects.items() if view[3] == "NOT_STARTED")


def check_commands(client, stream, name):
    """A job is started, may not be started again, is stopped, and may not be stopped again."""
    check("start", client.start(name), ("PENDING", "MANUAL", ""))
    check("second start", client.refusal(lambda: client.start(name)), (400, "FAILED_PRECONDITION"))
    check("stop", client.stop(name), "STOPPED")
    check("second stop", client.refusal(lambda: client.stop(name)), (400, "FAILED_PRECONDITION"))
    check("state", client.state(name), "STOPPED")
    nothing = f"{stream}/objects/nothing"
    check("get of nothing", client.refusal(lambda: client.state(nothing)), (404, "NOT_FOUND"))
    check("start of nothing", client.refusal(lambda: client.start(nothing)), (404, "NOT_FOUND"))
    lookup = client.refusal(lambda: client.lookup(stream, "mysqlIdentifier", ("no", "no")))
    check("lookup of nothing", lookup, (404, "NOT_FOUND"))
    other = stream.replace("demo", "other")
    check("another project", client.refusal(lambda: client.all_objects(other, 5)), (403, "PERMISSION_DENIED"))
    check("a bad page size", client.refusal(lambda: client.all_objects(stream, -1)), (400, "INVALID_ARGUMENT"))


def main(url):
    discovery, gapic = Discovery(url), Gapic(url)
    streams, everything = check_reading(discovery, gapic)
    check_lookups(discovery, gapic, everything)
    stream = max(everything, key=lambda stream: len(everything[stream]))
    for client in (discovery, gapic):
        check_commands(client, stream, waiting(everything[stream]))
    sql = next(stream for stream in streams if stream.endswith("sqlserver") and streams[stream][1] == "RUNNING")
    started = discovery.start(waiting(everything[sql]), "id > 5")
    check("partial start", started, ("PENDING", "MANUAL", "id > 5"))
    print(f"{len(streams)} streams, {sum(map(len, everything.values()))} objects: both clients agree")


main(sys.argv[1])

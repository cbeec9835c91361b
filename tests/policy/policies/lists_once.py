"""Lists that grow are kept in one place: a second one would disagree with the first before long."""
import re

LISTS = [
    # what, literals of it, files that may hold them, the one place
    ("metric", re.compile(r'"(portcheck_[a-z_]+)"'), r"server/.*\.(cc|h)", "server/observe/metrics.h"),
    ("environment variable", re.compile(r'\bgetenv\(\s*"(\w+)"|"(PORTCHECK_[A-Z0-9_]+)"'), r"server/(?!cli/).*\.(cc|h)",
     "server/config/settings.cc"),
    ("route of the server itself", re.compile(r'\.(?:Get|Post|Put|Patch|Delete|Options)\(\s*R?"(/[^"]*)"\s*,\s*\['),
     r"server/.*\.(cc|h)", "server/http/routes.cc"),
    ("schema name", re.compile(r'"(portcheck\.(?:report|request)/\d+)"'), r"(shared/src|server|wasm)/.*\.(cc|h)",
     "shared/src/report/json.cc"),
]


def check(tree):
    for what, pattern, files, place in LISTS:
        for path in tree.matching(files):
            if path == place:
                continue
            for number, line in tree.lines(path):
                match = pattern.search(re.sub(r"(?:^|\s)//.*", "", line))
                if match:
                    name = next(group for group in match.groups() if group)
                    yield f"{path}:{number}: {what} {name}: the list of them is {place}"


ACCEPTED = {
    "server/observe/metrics.h": '"portcheck_jobs_total"\n',
    "server/worker/worker.cc": "metrics.add(Metric::jobs);  // \"portcheck_jobs_total\"\n",
    "shared/src/report/json.cc": 'out("portcheck.report/1");\n',
    "server/desk/demo/client.cc": 'client.Get("/desk/api/tickets/" + id, receive);\n',
}
REJECTED = [
    ("a metric beside the list", {"server/worker/worker.cc": 'count("portcheck_jobs_total");\n'}, "metric portcheck_jobs_total"),
    ("a setting read past the list", {"server/worker/worker.cc": 'getenv("TZ");\n'}, "environment variable TZ"),
    ("a route beside the table", {"server/app.cc": 'server.Get("/status", [](auto& a, auto& b) {});\n'}, "/status"),
    ("a second encoder", {"server/http/check.cc": 'json["schema"] = "portcheck.report/1";\n'}, "schema name"),
]

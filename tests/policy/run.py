#!/usr/bin/env python3
"""Runs every policy on the repository, and on samples that it must reject or accept.

    run.py [--count FILE] [--only POLICY]

A policy is a module in policies/ with
    check(tree)   yields one sentence per violation, beginning with the path
    REJECTED      [(name, {path: content}, part of the expected sentence)]: the proof that the policy can fail
    ACCEPTED      {path: content}: a sample without any violation
"""
import argparse
import importlib
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

from tree import Tree  # noqa: E402


def outcomes(policy, repository):
    """(name of the test, list of complaints)"""
    yield "the repository", sorted(policy.check(repository))
    yield "accepts the good sample", sorted(policy.check(Tree(policy.ACCEPTED)))
    for name, contents, expected in policy.REJECTED:
        sentences = sorted(policy.check(Tree(contents)))
        found = any(expected in sentence for sentence in sentences)
        yield f"rejects: {name}", [] if found else [f"expected a complaint with '{expected}', got {sentences}"]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--count", type=pathlib.Path, help="file for the counts: passed failed skipped")
    arguments.add_argument("--only", help="one policy")
    options = arguments.parse_args()

    names = sorted(path.stem for path in (HERE / "policies").glob("*.py"))
    if options.only:
        names = [name for name in names if name == options.only]
    repository = Tree.of_repository(str(HERE.parent.parent))
    passed = failed = 0
    for name in names:
        policy = importlib.import_module(f"policies.{name}")
        for test, complaints in outcomes(policy, repository):
            if not complaints:
                passed += 1
                continue
            failed += 1
            print(f"FAILED {name}: {test}")
            for complaint in complaints:
                print(f"  {complaint}")
    print(f"{passed} passed, {failed} failed")
    if options.count:
        options.count.write_text(f"{passed} {failed} 0\n")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())

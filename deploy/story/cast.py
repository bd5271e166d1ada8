"""Who plays: people of the demo academy, signed in."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import uuid4

from deploy.demo.accounts import SignIn
from deploy.demo.client import Client, RefusedError
from services.common.text.kazakh import short_name

T = TypeVar("T")
PATIENCE_SECONDS = 60
TITLES = {
    "teacher": "teacher",
    "methodist": "methodist",
    "faculty_head": "head",
    "it_staff": "IT",
    "moderator": "moderator",
}


@dataclass(frozen=True)
class Person:
    """Somebody with an own session; ``password`` is what a head is asked for again."""

    client: Client
    id: str
    name: str
    title: str
    faculty: str
    password: str

    @classmethod
    def sign_in(cls, address: str, account: SignIn) -> "Person":
        """The person whose account it is."""
        client = Client.sign_in(address, account.login, account.password, language="en")
        me = client.get("/me")
        name = short_name(me["family"], me["given"], me["patronymic"])
        return cls(client, me["id"], name, TITLES[account.role], account.faculty, account.password)

    def sees(self, path: str) -> Any:
        """What the API shows this person."""
        return self.client.get(path)

    def posts(self, path: str, **body: Any) -> Any:
        """Do something new."""
        return self.client.command(str(uuid4()), "POST", path, body)

    def puts(self, path: str, **body: Any) -> Any:
        """Write over what is there."""
        return self.client.command(str(uuid4()), "PUT", path, body)


@dataclass(frozen=True)
class Cast:
    """A faculty's people, the other faculty's head, and those of the whole academy."""

    teachers: Sequence[Person]
    methodist: Person
    head: Person
    other_head: Person
    it: Person
    moderator: Person

    @classmethod
    def gather(cls, address: str, accounts: Sequence[SignIn]) -> "Cast":
        """Sign in who is needed: of the first faculty, and the first of each other role."""
        faculty = next(each.faculty for each in accounts if each.role == "teacher")

        def signed_in(role: str, *, own: bool) -> list[Person]:
            wanted = [each for each in accounts if each.role == role and (each.faculty == faculty) == own]
            return [Person.sign_in(address, each) for each in (wanted if role == "teacher" else wanted[:1])]

        return cls(
            teachers=signed_in("teacher", own=True),
            methodist=signed_in("methodist", own=True)[0],
            head=signed_in("faculty_head", own=True)[0],
            other_head=signed_in("faculty_head", own=False)[0],
            it=signed_in("it_staff", own=False)[0],
            moderator=signed_in("moderator", own=False)[0],
        )

    @property
    def everybody(self) -> list[Person]:
        """In the order of a case's way."""
        return [*self.teachers, self.methodist, self.head, self.other_head, self.it, self.moderator]


def until(attempt: Callable[[], T | None]) -> T:
    """What the attempt brings once events have arrived; it may be refused until then."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        refusal: RefusedError | None = None
        try:
            if (brought := attempt()) is not None:
                return brought
        except RefusedError as refused:
            refusal = refused
        if time.monotonic() > deadline:
            raise TimeoutError("what was waited for did not come") from refusal
        time.sleep(0.1)

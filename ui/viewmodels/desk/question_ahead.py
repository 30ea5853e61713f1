"""The question that is asked, and behind it the next one, made while nobody touches anything."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ui.viewmodels.desk.made_ahead import MadeAhead
from ui.viewmodels.desk.self_question import QuestionProps, SelfQuestionViewModel


class QuestionAhead(MadeAhead):
    """Two questions that take turns: one is on show, the other is what comes next, if the answer
    leads there."""

    turned = Signal()
    """The other one is on show now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.first = SelfQuestionViewModel(self)
        self.second = SelfQuestionViewModel(self)
        self.shown = self.first

    def ask(self, question: QuestionProps) -> None:
        """Have this on show: what was made ahead, where it is that."""
        behind = self._behind
        if question == behind.props and question != self.shown.props:
            self.shown = behind
            # What is behind now was not made of anything that may be wanted.
            self._made_of = ()
            self.turned.emit()
        else:
            self.shown.show(question)

    def clear(self) -> None:
        """Ask nothing; what waited for a pause is forgotten."""
        self._take((), QuestionProps)
        self.shown.show(QuestionProps())

    @property
    def _behind(self) -> SelfQuestionViewModel:
        return self.second if self.shown is self.first else self.first

    def _put(self, made: QuestionProps) -> None:
        self._behind.show(made)

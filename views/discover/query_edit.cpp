#include "views/discover/query_edit.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QStringListModel>

namespace views {

QueryEdit::QueryEdit(Complete complete, QWidget* parent)
    : QLineEdit(parent)
    , m_complete(std::move(complete))
    , m_words(new QStringListModel(this))
    , m_completer(new QCompleter(this))
{
    m_completer->setModel(m_words);
    m_completer->setWidget(this); // not setCompleter: it would complete the whole line
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &QueryEdit::take);
    connect(this, &QLineEdit::textEdited, this, &QueryEdit::offer);
    connect(this, &QLineEdit::returnPressed, this, [this] {
        if (!isCompleting() || !m_completer->popup()->currentIndex().isValid()) {
            m_completer->popup()->hide();
            Q_EMIT entered();
        }
    });
}

void QueryEdit::goToColumn(qsizetype column)
{
    // Columns count characters; beyond the first plane one is two units of a QString.
    qsizetype at = 0;
    const QString text = this->text();
    for (qsizetype left = column - 1; left > 0 && at < text.size(); --left) {
        at += text[at].isHighSurrogate() ? 2 : 1;
    }
    setCursorPosition(static_cast<int>(qMin(at, text.size())));
}

bool QueryEdit::isCompleting() const
{
    return m_completer->popup()->isVisible();
}

bool QueryEdit::event(QEvent* event)
{
    // Tab takes the word that is marked, else the first; it moves on only when there is nothing to take.
    if (event->type() == QEvent::KeyPress && isCompleting()) {
        auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Tab && !m_offered.words.isEmpty()) {
            const QModelIndex current = m_completer->popup()->currentIndex();
            const QString word = current.isValid() ? current.data().toString() : m_offered.words.first();
            m_completer->popup()->hide();
            take(word);
            key->accept();
            return true;
        }
    }
    return QLineEdit::event(event);
}

void QueryEdit::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Down && !isCompleting()) {
        offer();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void QueryEdit::offer()
{
    m_offered = m_complete(text(), cursorPosition());
    if (m_offered.words.isEmpty() || !isVisible()) {
        m_completer->popup()->hide();
        return;
    }
    m_words->setStringList(m_offered.words);
    QRect at = cursorRect();
    at.setWidth(m_completer->popup()->sizeHintForColumn(0) + 32);
    m_completer->complete(at);
    m_completer->popup()->setCurrentIndex({});
}

void QueryEdit::take(const QString& word)
{
    QString text = this->text();
    text.replace(m_offered.from, m_offered.to - m_offered.from, word);
    const bool isOpen = word.endsWith(u'(');
    const qsizetype end = m_offered.from + word.size();
    const bool isSpaced = isOpen || (end < text.size() && text[end] == u' ');
    if (!isSpaced) {
        text.insert(end, u' ');
    }
    setText(text);
    setCursorPosition(static_cast<int>(end + (isOpen ? 0 : 1)));
    Q_EMIT textEdited(text);
}

} // namespace views

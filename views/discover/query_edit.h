#pragma once

#include "models/discover/query_completion.h"

#include <QLineEdit>

#include <functional>

class QCompleter;
class QStringListModel;

namespace views {

/// One line for a discovery query. Offers what can stand at the cursor while it is typed (Down opens the
/// list, Tab and Enter take a word, Esc closes it).
class QueryEdit final : public QLineEdit
{
    Q_OBJECT

  public:
    using Complete = std::function<models::QueryCompletion(const QString& text, qsizetype cursor)>;

    explicit QueryEdit(Complete complete, QWidget* parent = nullptr);

    /// Puts the cursor at a place of the query. @param column in characters, from 1
    void goToColumn(qsizetype column);

    /// The list is open (tests).
    [[nodiscard]] bool isCompleting() const;

  Q_SIGNALS:
    /// Enter, and not to take a word of the list.
    void entered();

  protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void offer();
    void take(const QString& word);

    Complete m_complete;
    QStringListModel* m_words;
    QCompleter* m_completer;
    models::QueryCompletion m_offered;
};

} // namespace views

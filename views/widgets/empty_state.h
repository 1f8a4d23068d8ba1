#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QPushButton;

namespace views {

/// What stands where there is nothing: what would be here, why it is not, and the one action that changes it.
class EmptyState final : public QWidget
{
    Q_OBJECT

  public:
    explicit EmptyState(QWidget* parent = nullptr);

    /// `action` may be null: then nothing is offered.
    void present(const QString& title, const QString& explanation, QAction* action);

  private:
    QLabel* m_title;
    QLabel* m_explanation;
    QPushButton* m_button;
    QAction* m_action = nullptr;
};

} // namespace views

#pragma once

#include <QWidget>

class QToolButton;
class QVBoxLayout;

namespace views {

/// A titled block that folds away at a click on its title.
class FoldableSection final : public QWidget
{
    Q_OBJECT

  public:
    FoldableSection(const QString& title, QWidget* content, bool folded, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    [[nodiscard]] bool isFolded() const;

  Q_SIGNALS:
    void foldedChanged(bool folded);

  private:
    void setFolded(bool folded);

    QToolButton* m_title;
    QWidget* m_content;
};

} // namespace views

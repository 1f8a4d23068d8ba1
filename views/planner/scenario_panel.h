#pragma once

#include "views/view_context.h"

#include <QWidget>

class QLabel;
class QListView;
class QProgressBar;
class QPushButton;
class QToolButton;
class QTreeView;

namespace views {

class ElidedLabel;
class EmptyState;

/// The scenarios as a tree, below them the commands of the current one, below those what is being computed.
/// In the list of commands Delete removes one, Enter edits it, Alt+Up and Alt+Down move it.
class ScenarioPanel final : public QWidget
{
    Q_OBJECT

  public:
    explicit ScenarioPanel(const ViewContext& context, QWidget* parent = nullptr);

    /// For the dock's title bar.
    [[nodiscard]] QWidget* controls() { return m_controls; }

    [[nodiscard]] QTreeView& tree() { return *m_tree; }

    void retranslate();
    /// Ready to type another name of the current scenario.
    void editName();

  Q_SIGNALS:
    /// A command of the current scenario, by its place in the list, is to be changed.
    void editRequested(int command);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void makeControls();
    void makeTree();
    void makeCommands();
    void makeStatus();
    void showCurrent();
    void updateStatus();
    void updateEmpty();
    bool commandKey(int key, Qt::KeyboardModifiers modifiers);
    void selectCommand(int row);
    [[nodiscard]] QString progressText() const;

    const ViewContext& m_context;
    QWidget* m_controls;
    QTreeView* m_tree;
    QListView* m_commands;
    EmptyState* m_empty;
    EmptyState* m_noCommands;
    QLabel* m_commandsTitle;
    ElidedLabel* m_work;
    QProgressBar* m_bar;
    QPushButton* m_cancel;
    ElidedLabel* m_hash;
    QToolButton* m_copy;
    int m_rowToSelect = -1; ///< once an edit of the list is done
};

} // namespace views

#pragma once

#include "models/planner/command_check.h"
#include "models/planner/form_values.h"
#include "views/view_context.h"

#include <QDialog>
#include <QList>
#include <QTimer>

#include <optional>

class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QScrollArea;

namespace views {

class FieldEditor;
class ReasonLabel;

/// The form of any command of the planner: its kind on the left, its fields on the right, below them what it
/// would touch or why it cannot be done, as long as one types. Applied it is one edit of the current
/// scenario. Deletes itself.
class CommandDialog final : public QDialog
{
    Q_OBJECT

  public:
    /// A new command, filled in for what is selected. @param action its number in Action; < 0: the last one
    static CommandDialog* create(const ViewContext& context, int action, QWidget* parent);
    /// Command `index` of the current scenario; null when there is none.
    static CommandDialog* edit(const ViewContext& context, int index, QWidget* parent);

    /// Chooses the kind.
    void choose(std::size_t action);
    [[nodiscard]] models::FormValues values() const;

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    CommandDialog(const ViewContext& context, int index, QWidget* parent);

    void makeLayout();
    void fillKinds();
    void makeFields();
    void fill(const models::FormValues& values);
    void update();
    void ask();
    void take(const models::CommandVerdict& verdict);
    void say(const QString& text, bool isProblem);
    void offer(const twin::scenario::Refusal& refusal);
    void useNearest();
    void apply();
    void updateFork();
    [[nodiscard]] twin::scenario::ForkPtr tip() const;
    [[nodiscard]] FieldEditor* editor(const QString& name) const;

    const ViewContext& m_context;
    int m_index;                      ///< of the command that is edited; < 0: a new one
    twin::scenario::ForkPtr m_edited; ///< the scenario it was opened on, while editing
    models::CommandForm m_form;
    QList<FieldEditor*> m_editors;
    models::CommandCheck m_check;
    QTimer m_pause;                                   ///< in typing, before a dry run
    std::optional<twin::scenario::Command> m_command; ///< what the form says
    bool m_canApply = false;                          ///< the dry run says so, of m_command
    bool m_isWanted = false;                          ///< apply as soon as the dry run allows it
    QString m_missing; ///< an identifier there is not, and the nearest there is
    QString m_nearest;
    QLineEdit* m_search;
    QListWidget* m_kinds;
    QLabel* m_help;
    QScrollArea* m_area;
    QFormLayout* m_fields = nullptr;
    QLabel* m_answer;
    ReasonLabel* m_reason;
    QPushButton* m_use;
    QPushButton* m_fork;
    QPushButton* m_accept;
};

} // namespace views

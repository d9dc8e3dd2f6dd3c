//! Every command of the window: its name, what it takes, what it gives. One list, from which
//! the shell's functions, its handler and the TypeScript are made; a command that is missing on
//! any side does not compile there, or fails the test over `generated.ts`.

/// Calls `$with! { … }` with the list.
///
/// Each line is `name(Request) -> Answer;`. Every command may fail with a
/// [`CommandError`](super::CommandError). Types are those of [`crate::protocol`].
#[macro_export]
macro_rules! for_each_command {
    ($with:path) => {
        $with! {
            /// Everything the window shows. Also what a reloaded page asks first.
            snapshot(Nothing) -> Snapshot;
            /// The page is painted: show the window.
            ready(Nothing) -> Nothing;

            /// Generate.
            start_run(Composition) -> Started;
            /// Keeps the composer over a restart.
            keep_composition(Composition) -> Nothing;
            /// Stops waiting. What was sent may still be charged.
            cancel_run(OfRun) -> Nothing;
            /// Brings the missing pictures in.
            retry_run(RetryRun) -> Started;
            /// Asks again by another endpoint, and pays again.
            rerun(Rerun) -> Started;
            /// Keeps one of the runs that several models made of one prompt: the others are put
            /// away. Their pictures stay.
            keep_run(OfRun) -> Nothing;
            /// Puts a run away. Its pictures stay.
            discard_run(OfRun) -> Nothing;
            /// Runs before one.
            older_runs(OlderRuns) -> RunPage;
            /// What the provider answered.
            response_text(OfCall) -> ResponseText;
            /// Prompts for Alt+Up.
            earlier_prompts(Nothing) -> EarlierPrompts;

            /// File dialog for references.
            pick_references(Nothing) -> Held;
            /// What is on the clipboard: a picture, or files.
            paste_references(Nothing) -> Held;
            /// A picture dragged from a browser.
            hold_address(HoldAddress) -> Held;
            /// A result as reference.
            hold_picture(OfPicture) -> Held;
            /// References of an earlier run again.
            hold_sent(HoldSent) -> Held;
            /// File dialog for a mask.
            pick_mask(Nothing) -> Held;

            /// A page of the library.
            list_pictures(ListPictures) -> PicturePage;
            /// One picture with its record.
            picture(OfPicture) -> PictureDetail;
            /// Shows the file in the system's file manager.
            reveal_picture(OfPicture) -> Nothing;
            /// Dialog, then a copy there.
            save_copy(OfPicture) -> SavedCopy;
            /// The pixels to the clipboard.
            copy_picture(OfPicture) -> Nothing;
            /// Cuts it to a shape: a new picture.
            crop_picture(CropPicture) -> PictureView;

            /// A page of the conversations, or of those that a search finds.
            list_conversations(ListConversations) -> ConversationPage;
            /// A conversation with all its messages, those that are arriving as far as they are.
            conversation(OfConversation) -> Conversation;
            /// A new conversation with the provider, model and protocol of the last one. One that
            /// is still empty is taken again.
            create_conversation(Nothing) -> ConversationView;
            /// Gives it a name.
            rename_conversation(RenameConversation) -> ConversationView;
            /// Sets provider, model, protocol, system prompt, parameters, tools, schema.
            change_conversation(ChangeConversation) -> SettingsKept;
            /// Keeps what stands in its composer.
            keep_draft(KeepDraft) -> Nothing;
            /// Takes conversations out of the list, and stops what arrives in them.
            delete_conversations(OfConversations) -> Nothing;
            /// Back into it.
            restore_conversations(OfConversations) -> Nothing;
            /// Dialog, then a file there.
            export_conversation(ExportConversation) -> SavedCopy;
            /// Says something.
            send_message(SendMessage) -> SentMessage;
            /// Gives the results of tool calls.
            answer_tools(AnswerTools) -> SentMessage;
            /// Asks for an answer again, in a new branch.
            regenerate(OfMessage) -> SentMessage;
            /// Stops an answer; what came is kept.
            stop_answer(OfMessage) -> Nothing;
            /// Shows another branch.
            choose_branch(ChooseBranch) -> ConversationView;
            /// Opens a page of a citation or a link in the browser. Only https.
            open_link(OpenLink) -> Nothing;
            /// Improves or translates a prompt, or describes a picture.
            ask_text(AskText) -> AskedText;
            /// Stops the question of `ask_text`.
            stop_asking(Nothing) -> Nothing;

            /// Make video.
            start_film(FilmComposition) -> FilmAsked;
            /// What would be refused, and what it would cost. Sends nothing.
            check_film(FilmComposition) -> FilmCheck;
            /// Keeps the storyboard over a restart.
            keep_storyboard(FilmComposition) -> Nothing;
            /// A page of films.
            list_films(ListFilms) -> FilmPage;
            /// Cancels a task that has not begun. One that runs can only be left.
            cancel_film(OfFilm) -> Film;
            /// Stops waiting. The task may still run and be charged.
            leave_film(OfFilm) -> Film;
            /// Asks about its task again, and brings the film in. Costs nothing.
            follow_film(OfFilm) -> Film;
            /// Again with changes: its settings and pictures for the storyboard.
            recompose_film(OfFilm) -> Storyboard;
            /// Its last frame as a reference.
            hold_last_frame(OfFilm) -> HeldReference;
            /// Puts a film away; its file goes to the library's trash.
            delete_film(OfFilm) -> Nothing;
            /// Back from there.
            restore_film(OfFilm) -> Film;
            /// Opens a film for watching here. One is open at a time.
            play_film(PlayFilm) -> Playing;
            /// Closes it.
            stop_film(Nothing) -> Nothing;
            /// Opens a file of the library in the system's own program for it.
            open_picture(OfPicture) -> Nothing;

            /// Asks the library. Its raw buffers come by `view_buffer`, beside this list.
            open_view(OpenView) -> ViewOpened;
            /// Lays a view out anew.
            lay_out_view(LayOutView) -> ViewExtent;
            /// Forgets a view.
            close_view(OfView) -> Nothing;
            /// Details of a range of a view.
            view_page(ViewRange) -> ViewPage;
            /// The days of a view, for the date scale.
            view_dates(OfView) -> ViewDates;
            /// Looks for a picture in a view.
            find_in_view(FindInView) -> FoundInView;
            /// What selected pictures share.
            look_at_selection(OfSelection) -> SelectionView;
            /// How a query may go on.
            complete_query(CompleteQuery) -> Completions;

            /// Makes a board, or a smart one.
            add_board(AddBoard) -> BoardAdded;
            /// Renames or nests a board, or changes its saved search.
            change_board(ChangeBoard) -> Nothing;
            /// Deletes a board and the boards in it. Their pictures stay.
            delete_board(OfBoard) -> Nothing;
            /// Puts pictures on a board or takes them off.
            board_pictures(BoardPictures) -> Changed;
            /// Adds and removes tags.
            tag_pictures(TagPictures) -> Changed;
            /// Sets stars.
            rate_pictures(RatePictures) -> Changed;
            /// Picks or rejects.
            flag_pictures(FlagPictures) -> Changed;
            /// To the library's trash.
            trash_selection(OfSelection) -> Moved;
            /// Back from it.
            restore_selection(OfSelection) -> Moved;
            /// What is in the library's trash to the system's. Cannot be undone here.
            empty_trash(Nothing) -> Changed;
            /// Takes the last change of the library back.
            undo(Nothing) -> Undone;
            /// Makes it again.
            redo(Nothing) -> Undone;

            /// Dialog, then an import.
            import_pictures(ImportPictures) -> TaskBegun;
            /// Where files go that are let go over the window.
            set_drop_target(SetDropTarget) -> Nothing;
            /// Compares files, records and rows.
            verify_library(Nothing) -> TaskBegun;
            /// Makes the rows anew from the records.
            rebuild_library(Nothing) -> TaskBegun;
            /// Ends a task. What is done stays.
            cancel_task(OfTask) -> Nothing;

            /// Adds a provider, and its key if one was typed.
            add_provider(AddProvider) -> KeyKept;
            /// Changes a provider.
            change_provider(ChangeProvider) -> KeyKept;
            /// Sets a key.
            set_key(SetKey) -> KeyKept;
            /// Forgets a key.
            forget_key(OfProvider) -> KeyKept;
            /// Makes a provider the current one.
            use_provider(OfProvider) -> Providers;
            /// Forgets a provider and its key. Its pictures stay.
            remove_provider(OfProvider) -> Providers;
            /// Asks `GET /v1/models`.
            check_provider(OfProvider) -> Checked;
            /// Asks what is left of the money there.
            balance(OfProvider) -> Balance;
            /// Starts the built-in demo and makes it the current provider.
            use_demo(Nothing) -> Providers;
            /// Sets a price.
            set_price(SetPrice) -> Providers;
            /// Sets what tokens cost.
            set_chat_price(SetChatPrice) -> Providers;

            /// Changes settings.
            change_settings(ChangeSettings) -> SettingsView;
            /// Folder dialog for the library.
            choose_library(Nothing) -> LibraryView;
            /// Back to the default folder.
            default_library(Nothing) -> LibraryView;
            /// Looks again whether the folder can be used.
            recheck_library(Nothing) -> LibraryView;
            /// Shows the library's folder in the system's file manager.
            open_library(Nothing) -> Nothing;
            /// Keeps how the window looks.
            keep_preferences(Preferences) -> Nothing;
            /// Answers `close-asked`.
            answer_close(AnswerClose) -> Nothing;
        }
    };
}

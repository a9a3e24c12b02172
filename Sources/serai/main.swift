print("serai")
